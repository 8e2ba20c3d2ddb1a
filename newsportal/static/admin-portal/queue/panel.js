// Shows a page about one comment beside the queue: a reply, another text, a rule, or the way back after a lost session.
const panel = document.getElementById("queue-panel");
const content = panel?.querySelector("[data-panel]");
const words = document.getElementById("queue-words")?.dataset;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const rowOf = (key) => document.querySelector(`[data-comment="${key}"]`);
// What is shown: the comment's key, the address that led to it, and whether a decision waits for its answer.
let shown = {};

const open = (nodes) => {
  content.replaceChildren(...nodes);
  content.querySelector("h1")?.setAttribute("id", "queue-panel-title");
  if (!panel.open) panel.showModal();
  content.querySelector("textarea, [type=radio], [name$=username], [type=submit]")?.focus();
};

const show = (page, address) => {
  open([...page.getElementById("content").childNodes]);
  for (const form of content.querySelectorAll("form")) {
    form.setAttribute("action", new URL(form.getAttribute("action") ?? "", address).href);
  }
};

const take = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-queue]")) return show(page, answer.url);
  const { key } = shown;
  shown = {};
  content.replaceChildren();
  panel.close();
  rowOf(key)?.setAttribute("data-pressed", "");
  tell("queue:fresh", { page, key });
  return rowOf(key) && tell(rowOf(key).hasAttribute("data-gone") ? "queue:decided" : "queue:back", { row: rowOf(key) });
};

const fail = () => {
  if (!panel.open) return tell("queue:said", { text: words.offline, isBad: true });
  // What somebody wrote stays in its box.
  const note = Object.assign(document.createElement("p"), { className: "errornote", role: "alert", textContent: words.offline });
  content.querySelector("[role=alert]")?.remove();
  return content.querySelector("form").prepend(note);
};

const ask = (...request) => fetch(...request).then(take).catch(fail);
document.addEventListener("panel:ask", ({ detail }) => ask((shown = detail).address));
document.addEventListener("panel:draft", ({ detail }) => { shown = detail; open(detail.nodes); });
document.addEventListener("panel:closed", () => {
  if (shown.isOwed) tell("queue:said", { text: words.dropped, isBad: true });
  if (rowOf(shown.key)) tell("queue:back", { row: rowOf(shown.key) });
  shown = {};
});
document.addEventListener("queue:page", ({ detail }) => {
  shown = { key: detail.row?.dataset.comment, isOwed: true };
  show(detail.page, detail.address);
});
content?.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target.getAttribute("action"), { method: "POST", body: new FormData(event.target, event.submitter) });
});
