// Sends a decision without leaving the page. One after the other, since each carries what the answer before it brought.
const form = document.getElementById("changelist-form");
const words = document.getElementById("queue-words")?.dataset;
let before = Promise.resolve();

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const fieldsOf = (row, rule) => {
  const fields = new FormData();
  for (const name of ["csrfmiddlewaretoken", "batch"]) fields.set(name, form.elements[name].value);
  const seen = row?.querySelector("[name=seen]");
  if (seen) fields.set("seen", seen.value);
  if (rule) fields.set("rule", rule);
  return fields;
};

const send = async (address, row, rule) => {
  try {
    // Whatever was pressed before a page came up that wants an answer is pressed once more after it.
    if (document.querySelector("#queue-panel[open]")) throw new Error("waits");
    const answer = await fetch(address, { method: "POST", body: fieldsOf(row, rule) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-queue]")) tell("queue:fresh", { page, key: row?.dataset.comment });
    else if (page.getElementById("content")) tell("queue:page", { page, address: answer.url, row });
    else throw new Error(answer.status);
  } catch {
    const name = row?.querySelector(".author bdi")?.textContent;
    tell("queue:said", { text: name ? `${words.offline} (\u2068${name}\u2069)` : words.offline, isBad: true });
    tell("queue:back", { row });
  }
  row?.removeAttribute("aria-busy");
};

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-in-place")) return;
  event.preventDefault();
  const row = button.closest("[data-comment]");
  const { rule } = form.dataset;
  delete form.dataset.rule;
  // A second click on a row that is on its way decides nothing.
  if (row?.hasAttribute("aria-busy")) return;
  row?.setAttribute("aria-busy", "true");
  row?.setAttribute("data-pressed", "");
  before = before.then(() => send(button.formAction, row, rule));
  if (row) tell("queue:decided", { row });
});
