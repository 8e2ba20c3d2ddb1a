// Copies the short link of the story and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (navigator.clipboard) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
  }
}
