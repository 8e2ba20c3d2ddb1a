// What the buttons for quotations do.
import { pm } from "django-prose-editor/editor";
import { quoteAround } from "newsroom/body/nodes";

const unwrap = ({ tr, schema }, { node, from, to }) => {
  const blocks = [];
  node.forEach((block) => {
    const isName = block.type.name === "attribution";
    blocks.push(isName ? schema.nodes.paragraph.create(null, block.content) : block);
  });
  return tr.replaceWith(from, to, blocks);
};

// Into a quotation of the kind, out of it, or from the other kind.
export const toggleQuote = (editor, name) => {
  const { state, view } = editor;
  const found = quoteAround(state.selection);
  if (!found) {
    editor.chain().focus().wrapIn(name).run();
  } else if (found.node.type.name === name) {
    const place = state.selection.from - 1;
    const tr = unwrap(state, found);
    view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(Math.min(place, tr.doc.content.size)))));
  } else {
    view.dispatch(state.tr.setNodeMarkup(found.from, state.schema.nodes[name]));
  }
};

const nameIn = (node) => {
  let place = null;
  node.forEach((block, offset) => {
    if (block.type.name === "attribution") place = offset;
  });
  return place;
};

// The line for who said it: the one that stands there, or a new one at the end of the quotation.
export const nameSpeaker = (editor) => {
  if (!quoteAround(editor.state.selection)) toggleQuote(editor, "blockquote");
  const { state, view } = editor;
  const found = quoteAround(state.selection);
  if (!found) return;
  const tr = state.tr;
  const place = nameIn(found.node);
  if (place === null) tr.insert(found.to - 1, state.schema.nodes.attribution.create());
  const start = place === null ? found.to : found.from + 1 + place + 1;
  tr.setSelection(pm.state.TextSelection.create(tr.doc, start));
  view.dispatch(tr.scrollIntoView());
  view.focus();
};
