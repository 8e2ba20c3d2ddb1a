// Sends an entry to another time, shows the calendar as it stands then, says what became of it, and takes it back.
const place = document.querySelector("[data-calendar]");
const said = document.querySelector("[data-said]");
const undo = document.querySelector("[data-undo]");
let taken = null;

const entryOf = (name) => place.querySelector(`[data-entry="${name}"]`);

const ask = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status);
  return { ...(await answer.json()), isDone: answer.ok };
};

const refresh = async () => {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-calendar]");
  if (!fresh) throw new Error(answer.status);
  place.replaceChildren(...fresh.childNodes);
};

const say = (text, isBad) => {
  said.textContent = text;
  said.toggleAttribute("data-bad", isBad);
};

const send = async ({ address, fields, name, from }) => {
  if (place.hasAttribute("aria-busy")) return;
  place.setAttribute("aria-busy", "true");
  taken = null;
  try {
    const told = await ask(address, fields);
    document.dispatchEvent(new CustomEvent("calendar:answer", { detail: { ...told, from } }));
    taken = told.isDone && from !== "undo" ? { address, fields: told.undo, name } : null;
    // Where the page cannot follow it still says what was done.
    await refresh().catch(() => place.setAttribute("data-stale", ""));
    say(told.said, !told.isDone);
    // Where it left the page, what was said of it is where one goes on.
    if (from !== "dialog" || told.isDone) (entryOf(name)?.querySelector("a") ?? said).focus();
  } catch {
    say(said.dataset.failed, true);
    document.dispatchEvent(new CustomEvent("calendar:answer", { detail: { isDone: false, said: "", from } }));
  }
  undo.hidden = !taken;
  place.removeAttribute("aria-busy");
};

if (place) {
  document.addEventListener("calendar:move", ({ detail }) => send(detail));
  undo.addEventListener("click", () => taken && send({ ...taken, from: "undo" }));
}
