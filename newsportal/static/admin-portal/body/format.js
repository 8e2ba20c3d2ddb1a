// "Format pasted text": stretches of plain paragraphs become headings and paragraphs, in one step that can be undone.
import { gettext, pm } from "django-prose-editor/editor";
import { post } from "newsroom/body/server";

const isBold = (node) => node.marks.length === 1 && node.marks[0].type.name === "bold";

// A paragraph in which nothing would be lost: without marks, or bold from end to end.
const isPlain = (block) => {
  if (block.type.name !== "paragraph") return false;
  const inline = [];
  block.forEach((node) => inline.push(node));
  return inline.every((node) => !node.marks.length) || inline.every(isBold);
};

const stretches = ({ doc, selection: { from, to, empty } }) => {
  const found = [];
  let open = null;
  doc.forEach((block, start) => {
    const end = start + block.nodeSize;
    const isMeant = empty || (from < end && to > start);
    if (!isMeant || !isPlain(block)) {
      open = null;
      return;
    }
    if (!open) found.push((open = { from: start, to: end, texts: [] }));
    open.to = end;
    open.texts.push(block.textBetween(0, block.content.size, "\n", "\n"));
  });
  return found.filter(({ texts }) => texts.some((text) => text.trim()));
};

const replace = (editor, found, htmls) => {
  const { state, view } = editor;
  const parser = pm.model.DOMParser.fromSchema(state.schema);
  const tr = pm.history.closeHistory(state.tr);
  for (const [number, { from, to }] of [...found.entries()].reverse()) {
    const page = new DOMParser().parseFromString(htmls[number], "text/html");
    const { content } = htmls[number] ? parser.parse(page.body) : { content: pm.model.Fragment.empty };
    if (content.size || tr.doc.childCount > 1) tr.replaceWith(from, to, content);
  }
  const isChanged = !tr.doc.eq(state.doc);
  if (isChanged) view.dispatch(tr.scrollIntoView());
  return isChanged;
};

export const format = async (editor, { formatPage }, tell) => {
  const { doc } = editor.state;
  const found = stretches(editor.state);
  if (!found.length) return tell(gettext("There is no plain text here to be formatted."));
  const title = found[0].from === 0 ? (document.querySelector("#id_title")?.value ?? "") : "";
  const texts = found.map((stretch) => stretch.texts.join("\n\n"));
  const { error, html } = await post(formatPage, { texts, title: title.slice(0, 1000) });
  if (error) return tell(error);
  if (!editor.state.doc.eq(doc)) return tell(gettext("The text changed meanwhile, and was left as it is. Press again."));
  const isChanged = replace(editor, found, html);
  editor.commands.focus();
  tell(isChanged ? gettext("Formatted. One press on “Undo” brings the pasted text back.") : gettext("Nothing had to be changed."));
};
