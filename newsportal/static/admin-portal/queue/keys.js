// Keys of the queue, read by their place: j and k move, letters decide, digits refuse by a rule, z takes back, ? helps.
const form = document.getElementById("changelist-form");
const isOn = form && document.querySelector("[data-shortcuts]");
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const BULK = { KeyA: "approve", KeyU: "hold", KeyS: "spam", KeyD: "refuse" };

const standing = () => [...form.querySelectorAll("[data-comment]:not([data-gone])")];
const current = () => document.activeElement.closest("[data-comment]");

const go = (row) => {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
};

const step = (forwards) => {
  const rows = [...form.querySelectorAll("[data-comment]")];
  const ordered = forwards ? rows : rows.reverse();
  const from = ordered.indexOf(current());
  go(ordered.slice(from + 1).find((row) => !row.hasAttribute("data-gone") && !row.hasAttribute("aria-busy")));
};

const bulk = (name) => {
  form.elements.action.value = `${name}_selected`;
  form.querySelector(".actions button[name=index]").click();
};

const press = (code) => {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (digit) form.dataset.rule = form.elements.rule.options[digit].value;
  const key = digit ? "KeyD" : code;
  const place = ["KeyZ", "Slash"].includes(key) ? document : (current() ?? document.createElement("p"));
  const button = place.querySelector(`[data-key="${key}"]`);
  if (!button) delete form.dataset.rule;
  button?.click();
  return Boolean(button);
};

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest(TYPED) || document.querySelector("dialog[open]")) return;
  const { code } = event;
  if (event.shiftKey && BULK[code]) bulk(BULK[code]);
  else if (code === "KeyJ" || code === "KeyK") step(code === "KeyJ");
  else if (code === "KeyX") current()?.querySelector(".action-select")?.click();
  else if ((event.shiftKey && code !== "Slash") || !press(code)) return;
  event.preventDefault();
};

if (isOn) document.addEventListener("keydown", onKey);
document.addEventListener("queue:back", ({ detail }) => go(detail.row));
// Whoever has decided goes on with the next one; where none is left, the line below the list has the focus.
document.addEventListener("queue:decided", ({ detail }) => {
  const rows = standing();
  go(rows.slice(rows.indexOf(detail.row) + 1).find((row) => !row.hasAttribute("aria-busy")) ?? detail.row);
});
