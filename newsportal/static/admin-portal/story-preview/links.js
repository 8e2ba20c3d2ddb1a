// Makes and revokes links without leaving a form whose text is not saved, and copies the fresh one.
const SELECTOR = "[data-preview-links]";

const offerCopy = () => {
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    button.hidden = !navigator.clipboard;
  }
};

const copy = async (button) => {
  const field = button.parentElement.querySelector("input");
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.copied;
};

const send = async (form) => {
  const box = form.closest(SELECTOR);
  const fields = new FormData(form);
  fields.set("csrfmiddlewaretoken", csrfToken());
  const answer = await fetch(form.action, { method: "POST", body: fields });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(SELECTOR);
  if (!fresh) throw new Error(`No links in the answer (${answer.status}).`);
  box.replaceChildren(...fresh.childNodes);
  offerCopy();
  (box.querySelector("input[readonly]") ?? box.querySelector("button"))?.focus();
};

document.addEventListener("submit", (event) => {
  if (!event.target.closest(SELECTOR)) return;
  event.preventDefault();
  const form = event.target;
  send(form).catch(() => {
    // The page that was answered says why: a session that has ended, a right that was taken.
    form.target = "_blank";
    form.submit();
  });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy-link]");
  if (button) copy(button);
});

offerCopy();
