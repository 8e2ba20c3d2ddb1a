// Stories below the search box while one types: the combobox pattern of the ARIA Authoring Practices Guide.
const box = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
const status = document.querySelector("[data-suggest-status]");
const PAUSE = 150;
let waiting, asking;
let chosen = -1;

const choose = (place) => {
  chosen = place;
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", number === place));
  list.children[place]?.scrollIntoView({ block: "nearest" });
  if (place < 0) { box.removeAttribute("aria-activedescendant"); } else { box.setAttribute("aria-activedescendant", list.children[place].id); }
};

const show = (stories) => {
  list.replaceChildren(...stories.map(({ title, address }, number) => {
    const option = Object.assign(document.createElement("li"), { id: `suggestion-${number}`, textContent: title });
    Object.entries({ role: "option", "data-address": address }).forEach((pair) => option.setAttribute(...pair));
    return option;
  }));
  choose(-1);
  list.hidden = !stories.length;
  box.setAttribute("aria-expanded", !list.hidden);
  status.textContent = status.getAttribute(`data-offered-${stories.length}`) ?? "";
};

const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  const request = fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { signal: asking.signal });
  await request.then(async (answer) => show(answer.ok ? (await answer.json()).stories : [])).catch((error) => error.name === "AbortError" || show([]));
};
// What was asked for and is not there yet must not open the list again.
const close = () => { clearTimeout(waiting); asking?.abort(); show([]); };
const open = (address, isApart) => { if (isApart) { window.open(address, "_blank", "noopener"); } else { close(); location.assign(address); } };
const step = (by, first) => (list.hidden ? ask() : choose((chosen < 0 ? first : chosen + by + list.children.length) % list.children.length));

const KEYS = { ArrowDown: () => step(1, 0), ArrowUp: () => step(-1, list.children.length - 1), Escape: close, Enter: (event) => open(list.children[chosen].dataset.address, event.ctrlKey || event.metaKey) };
const isMeant = { Escape: () => !list.hidden, Enter: () => chosen >= 0, ArrowDown: () => box.value.trim(), ArrowUp: () => box.value.trim() };
const STATE = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
Object.entries(STATE).forEach(([name, value]) => box.setAttribute(name, value));
box.addEventListener("input", () => { choose(-1); clearTimeout(waiting); waiting = setTimeout(ask, PAUSE); });
box.addEventListener("keydown", (event) => {
  if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) { choose(-1); }
  if (!event.isComposing && isMeant[event.key]?.()) { event.preventDefault(); KEYS[event.key](event); }
});
box.addEventListener("blur", close);
// The box keeps its focus while the list is pressed.
list.addEventListener("mousedown", (event) => event.preventDefault());
for (const kind of ["click", "auxclick"]) {
  list.addEventListener(kind, (event) => {
    const { address } = event.target.dataset;
    if (address && event.button < 2) { open(address, event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey); }
  });
}
