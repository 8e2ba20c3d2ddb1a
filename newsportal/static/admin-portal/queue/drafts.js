// Opens the panel from its links, and keeps what somebody wrote there and did not send until it is opened again.
const panel = document.getElementById("queue-panel");
const content = panel?.querySelector("[data-panel]");
const words = document.getElementById("queue-words")?.dataset;
const drafts = new Map();
let link = null;

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const isWritten = () => [...content.querySelectorAll("textarea:not([readonly])")].some((box) => box.value !== box.defaultValue);

const open = (event) => {
  link = event.target.closest("[data-panel-link]");
  event.preventDefault();
  const detail = { address: link.href, key: link.closest("[data-comment]")?.dataset.comment };
  if (drafts.has(link.href)) tell("panel:draft", { ...detail, nodes: drafts.get(link.href) });
  else tell("panel:ask", detail);
  drafts.delete(link.href);
};

document.addEventListener("click", (event) => {
  if (panel && event.target.closest("[data-panel-link]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
});
content?.addEventListener("click", (event) => {
  if (!event.target.closest(".closelink")) return;
  event.preventDefault();
  panel.close();
});
panel?.addEventListener("close", () => {
  if (link && isWritten()) {
    drafts.set(link.href, [...content.childNodes]);
    tell("queue:said", { text: words.draft, isBad: true });
  }
  tell("panel:closed");
});
