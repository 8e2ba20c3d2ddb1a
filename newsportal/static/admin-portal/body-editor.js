// Turns the text area of an article's body into an editor that makes what the sanitiser keeps, and nothing else.
import * as library from "django-prose-editor/editor";
import { buttons } from "newsroom/body/buttons";
import { footer } from "newsroom/body/count";
import { StoryCaption, StoryFigure } from "newsroom/body/figures";
import { leave } from "newsroom/body/leave";
import { Attribution, Cite, Item, PullQuote, Quote } from "newsroom/body/nodes";
import { clean } from "newsroom/body/paste";
import { readPlain } from "newsroom/body/plain";
import { tables } from "newsroom/body/tables";
import { toolbar } from "newsroom/body/toolbar";
import { Address, Emphasis, Strong } from "newsroom/body/words";
import { written } from "newsroom/body/written";

const ELEMENTS = ["Document", "Paragraph", "Text", "BulletList", "HardBreak", "HorizontalRule"];
const PARTS = [...ELEMENTS, "HTML", "SpecialCharacters", "History", "Dropcursor", "Gapcursor"];

const extensions = (words) => [
  ...PARTS.map((name) => library[name]),
  library.Heading.configure({ levels: [2, 3, 4] }),
  library.OrderedList.extend({ addAttributes: () => ({}) }).configure({ enableListAttributes: false }),
  ...[Strong, Emphasis, Address.configure({ host: words.desk.host }), Item, Quote, PullQuote, Attribution, Cite, ...tables],
  ...[StoryCaption, StoryFigure.configure({ pictureOf: (key) => words.desk.pictures[key] }), buttons(words), toolbar(words.labels)],
];

const edit = (textarea) => {
  const [labels, desk] = ["bodyEditor", "bodyDesk"].map((name) => JSON.parse(textarea.dataset[name]));
  const element = Object.assign(document.createElement("div"), { className: "prose-editor" });
  textarea.replaceWith(element);
  element.append(textarea);
  const { box, hint, tell, update } = footer(desk);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  label.id = `${textarea.id}_label`;
  const [described, invalid] = ["describedby", "invalid"].map((name) => textarea.getAttribute(`aria-${name}`) ?? "");
  const names = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id };
  const editor = new library.Editor({
    element,
    extensions: extensions({ labels, desk, tell }),
    content: textarea.value,
    // The library's rules stand in body-editor.css: the policy lets no script add a style element.
    injectCSS: false,
    editorProps: {
      attributes: { ...names, "aria-describedby": `${described} ${hint.id}`, "aria-invalid": invalid || "false", dir: "rtl", lang: "ar" },
      handleDOMEvents: leave(),
      transformPastedHTML: (html) => clean(html, () => tell(labels.picturesStayed)),
      clipboardTextParser: readPlain,
    },
    onUpdate: () => {
      textarea.value = written(editor.getHTML());
      update(editor.state.doc, textarea.value);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  element.append(box);
  update(editor.state.doc, textarea.value);
  label.addEventListener("click", () => editor.commands.focus());
};

for (const textarea of document.querySelectorAll("[data-body-editor]")) edit(textarea);
