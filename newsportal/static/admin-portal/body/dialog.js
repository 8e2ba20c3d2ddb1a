// One question in a dialog of its own, which stays open with the reason while the answer is no good.
import { gettext } from "django-prose-editor/editor";

let number = 0;

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const build = ({ title, label, hint, value, submit }) => {
  const id = `body-question-${(number += 1)}`;
  const input = make("input", { id, type: "text", value, dir: "ltr", autocomplete: "off", spellcheck: false });
  const error = make("p", { id: `${id}-error`, className: "body-dialog-error" });
  error.setAttribute("role", "alert");
  const help = make("p", { id: `${id}-help`, className: "help", textContent: hint });
  input.setAttribute("aria-describedby", `${error.id} ${help.id}`);
  const heading = make("h2", { id: `${id}-title`, textContent: title });
  const cancel = make("button", { type: "button", textContent: gettext("Cancel") });
  const send = make("button", { type: "submit", textContent: submit });
  const field = [make("label", { htmlFor: id, textContent: label }), input, error, help];
  const form = make("form", { method: "dialog", noValidate: true }, heading, ...field, send, cancel);
  const dialog = make("dialog", { className: "prose-editor-dialog body-dialog" }, form);
  dialog.setAttribute("aria-labelledby", heading.id);
  return { dialog, form, input, error, cancel, send };
};

// Resolves with what check() made of the answer, or with null.
export const ask = ({ check, value = "", hint = "", ...words }) =>
  new Promise((resolve) => {
    const { dialog, form, input, error, cancel, send } = build({ value, hint, ...words });
    let answer = null;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      // The page's own form, and what watches it, hears nothing of this one.
      event.stopPropagation();
      send.disabled = true;
      const { error: reason = "", ...checked } = await check(input.value.trim());
      send.disabled = false;
      error.textContent = reason;
      input.setAttribute("aria-invalid", String(Boolean(reason)));
      if (reason) return input.focus();
      answer = checked;
      dialog.close();
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
