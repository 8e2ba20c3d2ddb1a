// Says how many new entries of a live coverage wait, and shows them when somebody wants them; tells how it goes on.
const live = document.querySelector("[data-live]");
const button = live.querySelector("[data-live-more]");
const told = live.querySelector("[data-live-told]");
const words = JSON.parse(button.dataset.liveMore);
const arabic = document.querySelector("[data-digits=eastern]") ? "ar-u-nu-arab" : "ar-u-nu-latn";
const language = document.documentElement.lang === "ar" ? arabic : "en";
const numbers = new Intl.NumberFormat(language);
const rules = new Intl.PluralRules(language);
let shown = 0;
let stated = "";

live.addEventListener("told", ({ detail: { state, ended } }) => {
  if (state === stated) return;
  stated = state;
  const line = live.querySelector("[data-live-state]");
  const fresh = document.createRange().createContextualFragment(state).firstElementChild;
  const change = () => {
    line.replaceWith(fresh);
    dispatchEvent(new Event("timesadded"));
  };
  live.dispatchEvent(new CustomEvent("still", { detail: change }));
  // Whoever listens learns that nothing more comes.
  if (ended) told.textContent = fresh.textContent.trim();
});

live.addEventListener("waiting", ({ detail: count }) => {
  if (count === shown) return;
  shown = count;
  const text = words[rules.select(count)].replace("%", numbers.format(count));
  button.hidden = !count;
  button.textContent = text;
  told.textContent = count ? text : "";
});

button.addEventListener("click", () => {
  live.dispatchEvent(new Event("show"));
  live.querySelector("[data-live-empty]")?.remove();
  shown = 0;
  button.hidden = true;
  told.textContent = "";
});
