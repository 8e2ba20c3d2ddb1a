// Does what the buttons beside entries say without leaving the page: what is typed meanwhile stays in its field.
const place = document.querySelector("[data-live-page]");
const PARTS = ["state", "told", "entries"];
const form = document.querySelector("[data-live-form]");
// Sent as a page of its own, since its answer is none of this page.
let passed = null;

const show = (page) => {
  document.dispatchEvent(new CustomEvent("live:answer", { detail: { page, names: PARTS } }));
  document.querySelector(".messagelist")?.remove();
  const messages = page.querySelector(".messagelist");
  if (messages) document.querySelector("#content").before(messages);
  const said = place.querySelector("[data-live-told]") ?? messages;
  place.querySelector("[data-live-heard]").textContent = said?.textContent.trim() ?? "";
};

const act = async (other, button) => {
  const key = other.elements.entry?.value;
  const said = form.querySelector("[data-live-said]");
  said.textContent = "";
  other.setAttribute("aria-busy", "true");
  try {
    other.elements.csrfmiddlewaretoken.value = csrfToken();
    const answer = await fetch(other.action, { method: "POST", body: new FormData(other, button) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-live-page]")) {
      show(page);
      const next = ["told", "state"].map((part) => place.querySelector(`[data-live-part=${part}] button`));
      (document.getElementById(`entry-${key}`) ?? next[0] ?? next[1])?.focus();
    } else {
      passed = other;
      other.requestSubmit(button);
    }
  } catch {
    said.textContent = place.dataset.lost;
  }
  other.removeAttribute("aria-busy");
};

if (form) {
  place?.addEventListener("submit", (event) => {
    const other = event.target;
    if (other === form || other === passed) return;
    event.preventDefault();
    if (!other.hasAttribute("aria-busy")) act(other, event.submitter);
  });
}
