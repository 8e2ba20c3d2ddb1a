// Arranges a page without loading it anew: what a button of the form does is asked of the server, which answers with
// the slots; and the stories to pin follow what is typed.
const form = document.querySelector("[data-front]");
const STAYS = ["_save", "_over"];
let latest = 0;

const part = (name, within = form) => within.querySelector(`[data-front-part=${name}]`);

const ask = async (button, ...parts) => {
  const mine = ++latest;
  const body = new FormData(form);
  body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Whoever was signed out gets another page, which takes over what was typed.
  if (!part("slots", page)) HTMLFormElement.prototype.submit.call(form);
  else if (mine === latest) parts.forEach((name) => part(name).replaceChildren(...part(name, page).childNodes));
  if (!parts.includes("slots")) return;
  // What is done to boxes for dates when a page is loaded: calendars beside them, and their names.
  window.DateTimeShortcuts?.init();
  form.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
};

// Focus stays where the same thing can be done again, or goes where the story stands now.
const keepFocus = ({ name, value }) => {
  const pin = form.querySelector(`.front-pin[data-article="${value.split(":")[0]}"]`);
  const same = form.querySelector(`[name="${name}"][value="${value}"]`);
  (same ?? pin?.querySelector("select") ?? form.querySelector("[data-front-words]")).focus();
  form.querySelector("[data-front-said]").textContent = pin?.closest("[data-slot]")?.dataset.slotLabel ?? "";
};

const doInPlace = async (button) => {
  await ask(button, "slots", "found");
  keepFocus(button);
};

form?.classList.add("is-scripted");
form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.name || STAYS.includes(button.name)) return;
  event.preventDefault();
  doInPlace(button);
});
form?.addEventListener("change", ({ target }) => {
  if (target.matches("[name=layout]")) doInPlace({ name: target.name, value: target.value });
  if (target.matches("select")) doInPlace({ name: "_look", value: target.closest("[data-article]").dataset.article });
});
form?.querySelector("[data-front-words]").addEventListener("input", () => {
  const mine = ++latest;
  setTimeout(() => mine === latest && ask({ name: "_look", value: "" }, "found"), 300);
});
