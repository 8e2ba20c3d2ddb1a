// Stories below the search box while one types: the combobox pattern of the ARIA Authoring Practices Guide.
const box = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
const status = document.querySelector("[data-suggest-status]");
const PAUSE = 150;
let waiting, asking;
let chosen = -1;

const choose = (place) => {
  const count = list.children.length;
  chosen = count ? (place + count) % count : -1;
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", number === chosen));
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", list.children[chosen]?.id ?? "");
};

const show = (stories) => {
  list.replaceChildren(...stories.map(({ title, address }, number) => {
    const option = Object.assign(document.createElement("li"), { id: `suggestion-${number}`, textContent: title });
    Object.entries({ role: "option", "aria-selected": "false", "data-address": address }).forEach((pair) => option.setAttribute(...pair));
    return option;
  }));
  chosen = -1;
  box.removeAttribute("aria-activedescendant");
  list.hidden = !stories.length;
  box.setAttribute("aria-expanded", !list.hidden);
  status.textContent = list.hidden ? "" : box.dataset.offered;
};

const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { signal: asking.signal });
  show((await answer.json()).stories);
};

// What was asked for and is not there yet must not open the list again.
const close = () => { clearTimeout(waiting); asking?.abort(); show([]); };

const KEYS = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen < 0 ? -1 : chosen - 1),
  Escape: close,
  Enter: () => chosen >= 0 && location.assign(list.children[chosen].dataset.address),
};

const STATE = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
Object.entries(STATE).forEach(([name, value]) => box.setAttribute(name, value));
box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => ask().catch((error) => error.name === "AbortError" || show([])), PAUSE); });
box.addEventListener("keydown", (event) => {
  const isMeant = !list.hidden && !event.isComposing && (event.key !== "Enter" || chosen >= 0);
  if (event.key in KEYS && isMeant) { event.preventDefault(); KEYS[event.key](); }
});
box.addEventListener("blur", close);
// Before the box loses its focus. A press may be on the scroll bar, or ask for the browser's menu.
list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  if (event.button === 0 && event.target !== list) { location.assign(event.target.dataset.address); }
});
