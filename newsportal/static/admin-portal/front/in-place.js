// Arranges a page without loading it anew: what a button of the form does is asked of the server, which answers with
// the slots. Deeds wait for each other, so that none of them is done to slots that another one is changing.
const form = document.querySelector("[data-front]");
const STAYS = ["_save", "_over"];
let before = Promise.resolve();

const part = (name, within = form) => within.querySelector(`[data-front-part=${name}]`);
const said = (words, isBad = false) => {
  const line = form.querySelector("[data-front-said]");
  line.textContent = words;
  line.classList.toggle("visually-hidden", !isBad);
};

const ask = async ({ name, value }) => {
  const body = new FormData(form);
  body.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Whoever was signed out gets another page, which takes over what was typed.
  if (!part("slots", page)) HTMLFormElement.prototype.submit.call(form);
  return page;
};

const show = (page, ...names) => names.forEach((name) => part(name).replaceChildren(...part(name, page).childNodes));

// Focus stays where the same thing can be done again, or goes where the story stands now, or where it stood.
const keepFocus = ({ name, value }, stood) => {
  const pin = form.querySelector(`.front-pin[data-article="${value.split(":")[0]}"]`);
  const same = form.querySelector(`[name="${name}"][value="${value}"]`);
  const left = form.querySelector(`[data-slot="${stood}"] button`);
  (pin?.querySelector("select") ?? same ?? left ?? form.querySelector("[data-front-words]")).focus();
  const slot = pin?.closest("[data-slot]")?.dataset.slotLabel;
  said(slot ?? form.querySelector(".front-homeless h2")?.textContent ?? (stood ? form.dataset.unpinned : ""));
};

const doInPlace = (button, stood) => {
  before = before.then(async () => {
    part("slots").inert = true;
    show(await ask(button), "slots", "found");
    // What is done to boxes for dates when a page is loaded: calendars beside them, and their names.
    window.DateTimeShortcuts?.init();
    form.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
    part("slots").inert = false;
    keepFocus(button, stood);
  }).catch(() => said(form.dataset.front, true)).finally(() => part("slots").inert = false);
};

form?.classList.add("is-scripted");
form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.name || STAYS.includes(button.name)) return;
  event.preventDefault();
  doInPlace(button, button.name === "_unpin" ? button.closest("[data-slot]")?.dataset.slot : undefined);
});
form?.addEventListener("change", ({ target }) => {
  if (target.matches("[name=layout]")) doInPlace({ name: target.name, value: target.value });
});
