// Shows a page about one comment beside the queue: a reply, another text, a rule, or the way back after a lost session.
const panel = document.getElementById("queue-panel");
const content = panel?.querySelector("[data-panel]");
let whence = null;

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const show = (page, address) => {
  const shown = page.getElementById("content");
  content.replaceChildren(...shown.childNodes);
  for (const form of content.querySelectorAll("form")) form.action = form.getAttribute("action") ? form.action : address;
  if (!panel.open) panel.showModal();
  content.querySelector("textarea, [type=radio], [name$=username]")?.focus();
};

const take = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-queue]")) return show(page, answer.url);
  panel.close();
  return tell("queue:fresh", { page });
};

const fail = () => {
  const text = document.getElementById("queue-words").dataset.offline;
  if (!panel.open) return tell("queue:said", { text, isBad: true });
  // What somebody wrote stays in its box.
  const note = content.querySelector("[role=alert]") ?? document.createElement("p");
  note.className = "errornote";
  note.setAttribute("role", "alert");
  note.textContent = text;
  return content.querySelector("form").prepend(note);
};

const ask = (...request) => fetch(...request).then(take).catch(fail);

document.addEventListener("queue:page", ({ detail }) => show(detail.page, detail.address));
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-panel-link]");
  if (!panel || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  whence = link.closest("[data-comment]")?.dataset.comment;
  ask(link.href);
});
content?.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter) });
});
content?.addEventListener("click", (event) => {
  if (!event.target.closest(".closelink")) return;
  event.preventDefault();
  panel.close();
});
panel?.addEventListener("close", () => document.querySelector(`[data-comment="${whence}"]`)?.focus());
