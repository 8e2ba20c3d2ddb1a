// Notices what is typed into the form: tells of it after every ten seconds of typing, and warns whoever leaves it.
const PAUSE = 10_000;
const LEFT_OUT = /^csrfmiddlewaretoken$|^_|__prefix__/;
const form = document.getElementById("article_form");
const desk = document.querySelector("[data-open-form]");
let base;
let last;
let timer;
let isSent = false;
let isLeaving = false;

const fieldsOf = () =>
  [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.test(name) && typeof value === "string");

// Compared as a whole: calendars, boxes that search and rows of tables change without telling anybody.
const isUnsaved = (text) => base !== undefined && text !== base;

const keep = (where) => {
  const fields = fieldsOf();
  const text = JSON.stringify(fields);
  if (isLeaving || !isUnsaved(text)) return isUnsaved(text);
  if (text !== last || where === "sent") {
    document.dispatchEvent(new CustomEvent(`writing:${where}`, { detail: { fields } }));
  }
  last = where === "changed" ? text : last;
  return true;
};

const wake = () => {
  isLeaving = false;
  timer ??= setTimeout(() => {
    timer = undefined;
    keep("changed");
  }, PAUSE);
};

const begin = () => {
  // What came back with errors, or was brought back, is not saved.
  base = desk.dataset.unsaved ? "" : JSON.stringify(fieldsOf());
  for (const name of ["input", "change", "click", "keyup"]) document.addEventListener(name, wake);
  window.django?.jQuery(document).on("change formset:added formset:removed", wake);
};

if (form && desk) {
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
  form.addEventListener("submit", () => {
    isSent = true;
    keep("sent");
  });
  // Whoever comes back to a form that was sent writes again.
  addEventListener("pageshow", ({ persisted }) => { if (persisted) isSent = false; });
  document.addEventListener("visibilitychange", () => document.hidden && !isSent && keep("hidden"));
  // Whoever logs out is warned, and leaves nothing in this browser.
  document.addEventListener("writing:leaves", () => { isLeaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!isSent && keep("hidden")) event.preventDefault();
  });
}
