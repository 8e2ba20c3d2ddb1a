// Stories below the search box while one types: the combobox pattern of the ARIA Authoring Practices Guide.
const box = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
const status = document.querySelector("[data-suggest-status]");
const PAUSE = 150;
let waiting;
let asking;
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
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = address;
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

const KEYS = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen < 0 ? -1 : chosen - 1),
  Escape: () => show([]),
  Enter: () => chosen >= 0 && location.assign(list.children[chosen].dataset.address),
};

for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
  box.setAttribute(name, value);
}
box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => ask().catch(() => show([])), PAUSE); });
box.addEventListener("keydown", (event) => {
  const isMeant = !list.hidden && !event.isComposing && (event.key !== "Enter" || chosen >= 0);
  if (event.key in KEYS && isMeant) { event.preventDefault(); KEYS[event.key](); }
});
box.addEventListener("blur", () => show([]));
// Before the box loses its focus.
list.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(event.target.closest("li").dataset.address); });
