// The row of one file on its way into the library: how far it is, what was wrong with it, and then its words.
import { send } from "newsroom/upload";

const WORDS = { alternative_text: "alternativeText", caption: "caption", credit: "credit" };

const showWords = (row, part, picture) => {
  Object.assign(part("thumbnail"), { src: picture.thumbnail, hidden: false });
  for (const [name, fact] of Object.entries(WORDS)) {
    const field = row.querySelector(`[data-field="${name}"]`);
    Object.assign(field, { name: `${picture.id}-${name}`, value: picture[fact] });
  }
  Object.assign(row.querySelector('[data-field="picture"]'), { name: "picture", value: picture.id });
  part("words").hidden = false;
};

// Adds the row and sends its file; ``onSent`` gets the row and the picture that it has become.
export const addRow = (drop, file, onSent) => {
  const words = drop.dataset;
  const row = drop.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-${name}]`);
  const progress = part("progress");
  part("name").textContent = file.name;
  progress.setAttribute("aria-label", file.name);
  drop.querySelector("[data-rows]").append(row);

  const fail = (text, mayRetry) => {
    Object.assign(part("error"), { textContent: text, hidden: false });
    progress.hidden = true;
    part("retry").hidden = !mayRetry;
    row.dataset.isFailed = "";
  };
  const start = async () => {
    delete row.dataset.isFailed;
    Object.assign(progress, { value: 0, hidden: false });
    part("error").hidden = part("retry").hidden = true;
    if (file.size > Number(words.maxBytes)) return fail(words.tooLarge, false);
    const { status, answer } = await send(words.uploadPage, file, (share) => { progress.value = share; });
    if (status === 422 && answer) return fail(answer.error, false);
    if (status !== 201 || !answer) return fail(status === 403 ? words.refused : words.cut, true);
    progress.hidden = true;
    Object.assign(part("state"), { textContent: words.sent, href: answer.address });
    showWords(row, part, answer);
    return onSent(row, answer);
  };
  part("retry").addEventListener("click", () => {
    start();
    progress.focus();
  });
  start();
};
