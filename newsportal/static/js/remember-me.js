// Keeps the commenter's own details in this browser, when asked to, and fills them in next time.
const KEY = "commenter";
const FIELDS = ["name", "email", "website"];

for (const box of document.querySelectorAll("[data-remember]")) {
  const form = box.form;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "null");
    for (const field of kept ? FIELDS : []) {
      form.elements[field].value ||= kept[field] || "";
    }
    // Some browsers bring a tick back with the page.
    box.checked = false;
    box.closest("[hidden]")?.removeAttribute("hidden");
    form.addEventListener("submit", () => {
      if (box.checked) {
        const details = Object.fromEntries(FIELDS.map((field) => [field, form.elements[field].value]));
        localStorage.setItem(KEY, JSON.stringify(details));
      }
    });
  } catch {
    // Without storage the offer stays hidden.
  }
}
