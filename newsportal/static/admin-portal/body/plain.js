// Pasted plain text, such as wire copy.
import { pm } from "django-prose-editor/editor";

// Blank lines part paragraphs, and single ones lines; without a blank line each line is a paragraph.
export const readPlain = (text, { doc: { type: { schema } } }) => {
  const plain = text.replace(/\r\n?|\u2028/g, "\n").trim();
  const parts = plain.split(/\n[^\S\n]*\n\s*/.test(plain) ? /\n[^\S\n]*\n\s*/ : "\n");
  const { paragraph, hardBreak } = schema.nodes;
  const lines = (part) => part.split("\n").map((line) => line.trim()).filter(Boolean);
  const inline = (part) => lines(part).flatMap((line, number) => [...(number ? [hardBreak.create()] : []), schema.text(line)]);
  const blocks = parts.map(inline).filter((part) => part.length).map((part) => paragraph.create(null, part));
  return new pm.model.Slice(pm.model.Fragment.from(blocks), 1, 1);
};
