// The newsroom's own buttons.
import { Extension, materialMenuButton } from "django-prose-editor/editor";
import { format } from "newsroom/body/format";
import { insertEmbed, insertPicture } from "newsroom/body/insert";
import { quoteAround } from "newsroom/body/nodes";
import { nameSpeaker, toggleQuote } from "newsroom/body/quotes";

const isIn = (editor, name) => quoteAround(editor.state.selection)?.node.type.name === name;

// Where the library asks in English, never shows that a button is down, or knows no second kind of quotation.
export const MENDED = {
  table: { command: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
  bulletList: { active: (editor) => editor.isActive("bulletList") },
  blockquote: {
    command: (editor) => toggleQuote(editor, "blockquote"),
    active: (editor) => isIn(editor, "blockquote"),
    enabled: () => true,
  },
};

const withWords = (button, words) => {
  const label = document.createElement("span");
  label.className = "prose-menubar__words";
  label.textContent = words;
  const icon = document.createElement("span");
  icon.className = "material-icons";
  icon.textContent = button.textContent;
  icon.setAttribute("aria-hidden", "true");
  button.classList.remove("material-icons");
  button.replaceChildren(icon, label);
  return button;
};

export const buttons = ({ labels, desk, tell }) => {
  const items = {
    pullQuote: ["quotes", "format_size", { command: (editor) => toggleQuote(editor, "pullQuote"), active: (editor) => isIn(editor, "pullQuote") }],
    attribution: ["quotes", "record_voice_over", { command: nameSpeaker, active: (editor) => editor.isActive("attribution") }],
    picture: ["figures", "add_photo_alternate", { command: (editor) => insertPicture(editor, desk) }],
    embed: ["figures", "smart_display", { command: (editor) => insertEmbed(editor, desk) }],
    format: ["format", "auto_fix_high", { command: (editor) => format(editor, desk, tell) }],
  };
  return Extension.create({
    name: "newsroomButtons",
    addMenuItems({ menu }) {
      for (const [name, [groups, icon, item]] of Object.entries(items)) {
        const button = materialMenuButton(icon);
        menu.defineItem({ name, groups, button: name === "format" ? withWords(button, labels.formatShort) : button, ...item });
      }
    },
  });
};
