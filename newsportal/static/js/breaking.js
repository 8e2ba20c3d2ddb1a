// Breaking news: said once to those who listen to the page, and put away by those who have read it.
const root = document.documentElement;
const number = root.dataset.breaking;
const close = document.querySelector("[data-breaking-close]");
const said = document.querySelector("[data-breaking-said]");
// A live region speaks of what changes in it once the page itself has been read out.
const WAIT_MS = 1000;
// Afterwards the words stand in the page once.
const STAY_MS = 10000;

const say = () => {
  try {
    if (sessionStorage.getItem("breaking") === number) return;
    sessionStorage.setItem("breaking", number);
  } catch {
    // Where nothing is kept it would be said on each page.
    return;
  }
  const words = document.querySelector("[data-breaking-words]");
  const line = document.createElement("span");
  const arabic = Object.assign(document.createElement("span"), { lang: "ar", textContent: words.textContent });
  line.append(`${said.closest("section").getAttribute("aria-label")}: `, arabic);
  said.append(line);
  setTimeout(() => line.remove(), STAY_MS);
};

// A page that is loaded anew at its top keeps what was read in its place, so that a new bar would come up out of sight.
const isRestored = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
const uncover = () => {
  if (scrollY <= close.closest("section").offsetHeight) scrollTo({ top: 0, behavior: "instant" });
};

if (close && number) {
  close.hidden = false;
  close.addEventListener("click", () => {
    delete root.dataset.breaking;
    try {
      localStorage.setItem("breaking", number);
    } catch {
      // A browser that keeps nothing still hides it on this page.
    }
    document.querySelector("main")?.focus({ preventScroll: true });
  });
  addEventListener("load", () => {
    // The browser restores the place at the first frame after this event.
    if (isRestored) requestAnimationFrame(() => requestAnimationFrame(uncover));
    setTimeout(say, WAIT_MS);
  });
}
