// Opens a dialog of the page from its button; the button shows itself only where a script answers it.
for (const button of document.querySelectorAll("[data-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.open)?.showModal());
}
