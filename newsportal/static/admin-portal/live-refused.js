// Tells in the page itself why an entry of a live coverage was not stored; the fields keep what stands in them.
const form = document.querySelector("[data-live-form]");
const FIELDS = ["headline", "body"];
const TOO_LARGE = 413;

const shownAs = (field) => field.parentElement.querySelector(".ProseMirror") ?? field;

const mark = (field, isInvalid) => {
  const shown = shownAs(field);
  const described = shown.getAttribute("aria-describedby")?.split(" ") ?? [];
  shown.setAttribute("aria-describedby", [...new Set([`${field.id}_error`, ...described])].join(" "));
  shown.setAttribute("aria-invalid", String(isInvalid));
};

const tell = (page, answered) => {
  const names = [...document.querySelectorAll("[data-live-part]")].map((part) => part.dataset.livePart);
  document.dispatchEvent(new CustomEvent("live:answer", { detail: { page, names } }));
  // Where another entry is meant now, the button says so.
  form.setAttribute("action", answered.getAttribute("action"));
  form.dataset.place = answered.dataset.place ?? "";
  for (const name of FIELDS) mark(form.elements[name], answered.elements[name].hasAttribute("aria-invalid"));
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
  summary?.scrollIntoView({ block: "nearest" });
};

// A page that holds what was sent until somebody has signed in again takes the place of this one.
const give = (page, held) => {
  for (const name of FIELDS) held.elements[name].value = form.elements[name].value;
  const why = page.querySelector("#content > p");
  const field = held.querySelector("[autofocus], [type=submit]");
  why.id = "why";
  field.setAttribute("aria-describedby", why.id);
  const known = new Set([...document.styleSheets].map(({ href }) => href));
  document.head.append(...[...page.querySelectorAll("link[rel=stylesheet]")].filter(({ href }) => !known.has(href)));
  document.title = page.title;
  document.body.replaceWith(page.body);
  field.focus();
};

form?.addEventListener("refused", (event) => {
  const { page, status } = event.detail;
  const [answered, held] = ["[data-live-form]", "form[data-sends-again]"].map((hook) => page.querySelector(hook));
  if (answered) return tell(page, answered);
  if (!held) {
    const why = status === TOO_LARGE ? form.dataset.large : page.querySelector("#content > p")?.textContent.trim() ?? "";
    form.querySelector("[data-live-said]").textContent = `${form.dataset.kept} ${why}`;
    return undefined;
  }
  event.preventDefault();
  return give(page, held);
});
