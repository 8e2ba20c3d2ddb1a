// Turns the text area of an article's body into an editor that makes what the sanitiser keeps, and nothing else.
import * as library from "django-prose-editor/editor";
import { Attribution, Cite, Quote, StoryCaption, StoryFigure } from "newsroom/body-nodes";
import { toolbar } from "newsroom/body-toolbar";
import { Address, Emphasis, keepStylesAsData, Strong } from "newsroom/body-words";

const EMPTY = /^<p><\/p>$/;
const PLAIN = [
  ...["Document", "Paragraph", "Text", "BulletList", "ListItem", "HardBreak", "HorizontalRule"],
  ...["HTML", "SpecialCharacters", "History", "Dropcursor", "Gapcursor", "Table", "TableRow", "TableHeader", "TableCell"],
];

const extensions = (labels) => [
  ...PLAIN.map((name) => library[name]),
  library.Heading.configure({ levels: [2, 3, 4] }),
  library.OrderedList.configure({ enableListAttributes: false }),
  ...[Strong, Emphasis, Address, Quote, Attribution, Cite, StoryCaption, StoryFigure.configure({ labels })],
  toolbar(labels),
];

const edit = (textarea) => {
  const labels = JSON.parse(textarea.dataset.bodyEditor);
  const element = document.createElement("div");
  element.className = "prose-editor";
  textarea.before(element);
  element.append(textarea);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  label.id = `${textarea.id}_label`;
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, dir: "rtl", lang: "ar" };
  const described = textarea.getAttribute("aria-describedby");
  if (described) attributes["aria-describedby"] = described;
  const editor = new library.Editor({
    element,
    extensions: extensions(labels),
    content: textarea.value,
    // The library's rules stand in body-editor.css: the policy lets no script add a style element.
    injectCSS: false,
    editorProps: { attributes, transformPastedHTML: keepStylesAsData },
    onUpdate: ({ editor }) => {
      const html = editor.getHTML();
      textarea.value = EMPTY.test(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label.addEventListener("click", () => editor.commands.focus());
};

for (const textarea of document.querySelectorAll("[data-body-editor]")) edit(textarea);
