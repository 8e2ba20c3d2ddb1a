// Pictures and embedded addresses come in behind the block with the cursor, or in the place of an empty one.
import { gettext } from "django-prose-editor/editor";
import { ask } from "newsroom/body/dialog";
import { get } from "newsroom/body/server";
import { choosePicture } from "newsroom/library";

const insert = (editor, attrs) => {
  const { $from } = editor.state.selection;
  const figure = { type: "storyFigure", attrs, content: [{ type: "storyCaption" }] };
  const top = $from.depth ? $from.node(1) : null;
  const isEmpty = top?.type.name === "paragraph" && !top.content.size;
  const place = top ? $from.after(1) : $from.pos;
  const from = isEmpty ? $from.before(1) : place;
  const chain = editor.chain().insertContentAt({ from, to: place }, figure);
  // A text never ends with a figure behind which nobody can write.
  if (place >= editor.state.doc.content.size) chain.insertContentAt(from + 4, { type: "paragraph" });
  chain.setTextSelection(from + 2).focus().scrollIntoView().run();
};

export const insertPicture = async (editor, { libraryPage, pictures }) => {
  const picture = await choosePicture(libraryPage);
  if (!picture) return editor.commands.focus();
  pictures[picture.id] = picture;
  insert(editor, { picture: String(picture.id) });
};

export const insertEmbed = async (editor, { embedPage }) => {
  const answer = await ask({
    title: gettext("Video or post"),
    label: gettext("Address on YouTube, X or Facebook, or of another page"),
    hint: gettext("For example https://www.youtube.com/watch?v=… Readers load nothing from there before they click."),
    submit: gettext("Insert"),
    check: (address) => get(embedPage, { address }),
  });
  if (answer) insert(editor, { embed: answer.address });
};
