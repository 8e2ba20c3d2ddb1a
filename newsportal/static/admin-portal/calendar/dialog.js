// Shows the small form that moves an entry over the calendar; without this script it is a page of its own.
const dialog = document.querySelector("[data-move-dialog]");
let opener = null;

const show = async (link) => {
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("[data-move-form]");
  if (!form) throw new Error(answer.status);
  opener = link.closest("[data-entry]")?.dataset.entry;
  dialog.replaceChildren(form);
  dialog.showModal();
  form.querySelector("input:not([type=hidden])").focus();
};

document.querySelector("[data-calendar]")?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-move-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // The page says why there is no form: a session that has ended, a right that was taken.
  show(link).catch(() => location.assign(link.href));
});

dialog?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-move-cancel]")) return;
  event.preventDefault();
  dialog.close();
});

dialog?.addEventListener("close", () => {
  document.querySelector(`[data-entry="${opener}"] [data-move-link]`)?.focus();
});

dialog?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const fields = Object.fromEntries(new FormData(form));
  const detail = { address: form.getAttribute("action"), fields, name: opener, from: "dialog" };
  document.dispatchEvent(new CustomEvent("calendar:move", { detail }));
});

document.addEventListener("calendar:answer", ({ detail }) => {
  if (detail.from !== "dialog") return;
  if (detail.isDone || !detail.said) {
    dialog.close();
    return;
  }
  const error = Object.assign(document.createElement("p"), { className: "errornote", textContent: detail.said });
  dialog.querySelector("[data-move-errors]").replaceChildren(error);
  // Whoever has read what changed may try once more.
  dialog.querySelector("[name=version]").value = detail.version;
  const boxes = dialog.querySelectorAll("input:not([type=hidden])");
  for (const box of boxes) box.setAttribute("aria-invalid", "true");
  boxes[0].focus();
});
