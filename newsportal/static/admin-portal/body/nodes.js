// What a body may hold beyond the library's own elements, so that editing a text loses none of it.
import { Blockquote, ListItem, Mark, Node, pm } from "django-prose-editor/editor";

const QUOTES = ["blockquote", "pullQuote"];
const CONTENT = "(block | attribution)+";

export const Item = ListItem.extend({ content: "block+" });

export const Quote = Blockquote.extend({ content: CONTENT });

// Words of the story that stand out from it; the rule comes before the one of a quotation.
export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: CONTENT,
  defining: true,
  parseHTML: () => [{ tag: 'blockquote[data-kind="pull"]', priority: 60 }],
  renderHTML: () => ["blockquote", { "data-kind": "pull" }, 0],
});

const leave = ({ editor }) => {
  const { $from } = editor.state.selection;
  if ($from.parent.type.name !== "attribution") return false;
  return editor.chain().insertContentAt($from.after($from.depth - 1), { type: "paragraph" }).focus().run();
};

const drop = ({ editor }) => {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parent.type.name !== "attribution" || $from.parent.content.size) return false;
  const tr = editor.state.tr.delete($from.before(), $from.after());
  editor.view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve($from.before()), -1)));
  return true;
};

// Who said it, in a quotation. The rule comes before the one of the mark below.
export const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  priority: 200,
  parseHTML: () => QUOTES.map((quote) => ({ tag: "cite", context: `${quote}/`, priority: 60 })),
  renderHTML: () => ["cite", 0],
  addKeyboardShortcuts: () => ({ Enter: leave, Backspace: drop }),
});

export const Cite = Mark.create({
  name: "cite",
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes, 0],
});

export const quoteAround = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (QUOTES.includes(node.type.name)) return { node, from: $from.before(depth), to: $from.after(depth) };
  }
  return null;
};
