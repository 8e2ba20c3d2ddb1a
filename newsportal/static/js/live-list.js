// Keeps the entries of a live coverage level with what the server tells, without moving what is read: edited ones change
// in their place, withdrawn ones go, and new ones wait for live-button.js.
const live = document.querySelector("[data-live]");
const list = live.querySelector("[data-live-list]");
// As many entries beside the pinned ones as the server tells of.
const WINDOW = Number(live.dataset.window);
const idOf = (element) => Number(element.dataset.entry);
let newest = Math.max(0, ...[...list.children].map(idOf));
let told;

const isWaiting = ({ id }) => id > newest;
const elementOf = ({ html }) => document.createRange().createContextualFragment(html).firstElementChild;

const renew = (old, fresh) => {
  const isFocused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (isFocused) fresh.focus({ preventScroll: true });
};

const level = (entries) => {
  const before = new Map([...list.children].map((element) => [idOf(element), element]));
  const ids = told.entries.map(({ id }) => id);
  const loose = ids.filter((id) => !told.pinned.includes(id));
  const oldest = loose.length < WINDOW ? 0 : Math.min(...loose);
  for (const [id, element] of before) {
    if (!ids.includes(id) && (id >= oldest || "pinned" in element.dataset)) element.remove();
  }
  let next = list.firstElementChild;
  for (const entry of entries) {
    const old = before.get(entry.id);
    const element = old?.dataset.version === entry.version ? old : elementOf(entry);
    const isInPlace = old && old === next;
    if (old && old !== element) renew(old, element);
    if (isInPlace) next = element.nextElementSibling;
    else list.insertBefore(element, next);
  }
  dispatchEvent(new Event("timesadded"));
};

live.addEventListener("told", ({ detail }) => {
  told = detail;
  live.dispatchEvent(new CustomEvent("still", { detail: () => level(told.entries.filter((entry) => !isWaiting(entry))) }));
  live.dispatchEvent(new CustomEvent("waiting", { detail: told.entries.filter(isWaiting).length }));
});

live.addEventListener("show", () => {
  const waiting = told.entries.filter(isWaiting);
  // There may be more than the server tells of.
  if (waiting.length >= WINDOW) return location.reload();
  newest = Math.max(newest, ...waiting.map(({ id }) => id));
  level(told.entries);
  document.getElementById(`entry-${waiting[0]?.id}`)?.focus();
});
