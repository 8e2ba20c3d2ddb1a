// Keeps the list of what is to be mended level with the form, and leads from a line of it to its field.
const box = document.querySelector("[data-checks]");
const status = document.querySelector("[data-checks-status]");
const story = document.getElementById("article_form");
let asked = 0;

const summaryOf = (element) => element.querySelector("[data-summary]")?.dataset.summary ?? "";

const check = async () => {
  const turn = ++asked;
  const fields = new FormData(story);
  fields.set("csrfmiddlewaretoken", csrfToken());
  const answer = await fetch(box.dataset.checks, { method: "POST", body: fields });
  const html = await answer.text();
  // Somebody who was signed out meanwhile is answered by another page.
  if (!answer.ok || answer.redirected || turn !== asked) return;
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const summary = summaryOf(fresh);
  const isNews = summary !== summaryOf(box);
  // The line that is being followed stays where it is.
  const focused = [...box.querySelectorAll("a")].indexOf(document.activeElement);
  box.replaceChildren(...fresh.childNodes);
  if (focused >= 0) box.querySelectorAll("a")[focused]?.focus();
  if (isNews) status.textContent = summary;
};

const lead = (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const label = document.querySelector(`label[for="${field.id}"]`);
  field.closest("details")?.setAttribute("open", "");
  (label ?? field).scrollIntoView({ block: "center" });
  const editor = field.closest(".prose-editor")?.querySelector("[contenteditable]");
  const box = field.nextElementSibling?.querySelector?.(".select2-selection");
  (editor ?? box ?? field).focus();
};

if (box && story) {
  // Nobody waits for it: a check that fails is made again after the next pause.
  document.addEventListener("story:changed", () => check().catch(() => {}));
  box.addEventListener("click", lead);
}
