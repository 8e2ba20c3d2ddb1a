// Sends what was typed to the server, one request at a time, and says in one quiet line where it is kept.
const form = document.getElementById("article_form");
const desk = document.querySelector("[data-open-form]");
const line = document.querySelector("[data-writing-state]");
const words = desk?.dataset ?? {};
let waiting = null;
let isBusy = false;
let holds = words.holds;

const say = (text, isBad = false) => {
  if (line.textContent !== text) line.textContent = text;
  line.toggleAttribute("data-bad", isBad);
};

const ask = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  if (holds) body.append("_holds", "1");
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { state: "refused" };
  holds = told.holds ?? holds;
  document.dispatchEvent(new CustomEvent("writing:answer", { detail: told }));
  return told;
};

const TEXTS = { signed_out: words.textSignedOut, gone: words.textGone, forbidden: words.textForbidden };

const send = async () => {
  if (isBusy || !waiting) return;
  isBusy = true;
  const fields = waiting;
  try {
    const told = await ask(words.autosave, fields);
    const isKept = told.state === "kept" || told.state === "too_large";
    if (isKept && waiting === fields) waiting = null;
    say(told.said ?? TEXTS[told.state] ?? words.textRefused, told.state !== "kept");
  } catch {
    say(words.textOffline, true);
  }
  isBusy = false;
  // What was typed meanwhile goes next; what failed waits for the next occasion.
  if (waiting && waiting !== fields) send();
};

if (form && desk) {
  document.addEventListener("writing:changed", ({ detail }) => {
    waiting = detail.fields;
    send();
  });
  document.addEventListener("writing:said", ({ detail }) => say(detail.text, true));
  document.addEventListener("writing:ask", ({ detail }) => ask(detail.address, detail.fields).catch(() => {}));
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
}
