// The editor's buttons: in the newsroom's language, one stop of the tab key, arrow keys between them (ARIA toolbar).
import { Menu } from "django-prose-editor/editor";
import { MENDED } from "newsroom/body/buttons";

const GROUPS = ["format", "headings", "marks", "link", "lists", "quotes", "figures", "table", "rule", "history", "utility"];
const TOGGLES = /^(heading|paragraph|bulletList|orderedList|blockquote|pullQuote|attribution|bold|italic|link$)/;
const MOVED = { blockquote: "quotes", horizontalRule: "rule", paragraph: "headings" };

const name = (element, label) => {
  element.title = label;
  element.setAttribute("aria-label", label);
};

const tellState = (button) => {
  if (TOGGLES.test(button.dataset.name)) button.setAttribute("aria-pressed", button.classList.contains("active"));
  button.setAttribute("aria-disabled", button.classList.contains("disabled"));
};

const moveByArrows = (bar, buttons, editor) => {
  const stop = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  stop(buttons[0]);
  bar.addEventListener("focusin", (event) => buttons.includes(event.target) && stop(event.target));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return editor.commands.focus();
    const shown = buttons.filter((button) => !button.classList.contains("hidden"));
    const step = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const here = shown.indexOf(document.activeElement);
    const next = { ArrowRight: here + step, ArrowLeft: here - step, Home: 0, End: shown.length - 1 }[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    shown[(next + shown.length) % shown.length].focus();
  });
};

export const toolbar = (labels) => {
  const items = ({ editor, menu }) => {
    for (const [item, group] of Object.entries(MOVED)) menu.items("nodes").find((each) => each.name === item)?.groups.add(group);
    const groups = GROUPS.map((group) => {
      const found = menu.items(group);
      for (const item of found) name(Object.assign(item, MENDED[item.name]).button, labels[item.name]);
      return menu.buttonGroup({ editor }, found);
    });
    editor.on("transaction", () => groups.flatMap((group) => [...group.children]).forEach(tellState));
    return groups.filter((group) => group.children.length);
  };
  return Menu.configure({ items }).extend({
    addKeyboardShortcuts() {
      return { "Alt-F10": () => (this.storage.dom.querySelector("button[tabindex='0']").focus(), true) };
    },
    onCreate(event) {
      this.parent(event);
      const bar = this.storage.dom;
      bar.setAttribute("role", "toolbar");
      bar.setAttribute("aria-label", labels.toolbar);
      moveByArrows(bar, [...bar.querySelectorAll("button")], event.editor);
    },
  });
};
