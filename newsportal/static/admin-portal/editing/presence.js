// Tells the server some three times a minute that the form is open and seen, and shows who else writes or has saved.
const EVERY = 18_000;
const LOOK = 3_000;
const desk = document.querySelector("[data-open-form]");
const writer = document.querySelector("[data-writer]");
const late = document.querySelector("[data-late]");
let heard = Date.now();

const ask = (address) => {
  heard = Date.now();
  const fields = [["version", desk.dataset.version]];
  document.dispatchEvent(new CustomEvent("writing:ask", { detail: { address, fields } }));
};

const show = (element, text) => {
  const place = element.querySelector("[data-said]");
  if (place.textContent !== text) place.textContent = text;
  element.hidden = !text;
};

const hear = ({ detail }) => {
  heard = Date.now();
  if (detail.writer !== undefined) show(writer, detail.writer);
  if (detail.late !== undefined) show(late, detail.late);
};

const beat = () => {
  // What is typed tells it, too.
  if (!document.hidden && Date.now() - heard > EVERY) ask(desk.dataset.presence);
};

// Colleagues need not wait until a form that nobody sees any more has been silent for long.
const leave = () => {
  const body = new FormData();
  body.append("_left", "1");
  body.append("csrfmiddlewaretoken", csrfToken());
  navigator.sendBeacon(desk.dataset.presence, body);
};

if (desk?.dataset.presence) {
  document.addEventListener("writing:answer", hear);
  setInterval(beat, LOOK);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && ask(desk.dataset.presence));
  writer.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(desk.dataset.takeOver);
    document.getElementById("id_title")?.focus();
  });
}
