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
  for (const named of [progress, part("words")]) named.setAttribute("aria-label", file.name);
  part("use").setAttribute("aria-label", `${part("use").textContent}: ${file.name}`);
  drop.querySelector("[data-rows]").append(row);

  const fail = (text, mayRetry) => {
    Object.assign(part("error"), { textContent: `${file.name}: ${text}`, hidden: false });
    progress.hidden = true;
    part("retry").hidden = !mayRetry;
    part("dismiss").hidden = false;
    row.dataset.isFailed = "";
  };
  const start = async () => {
    delete row.dataset.isFailed;
    Object.assign(progress, { value: 0, hidden: false });
    part("error").hidden = part("retry").hidden = part("dismiss").hidden = true;
    if (file.size > Number(words.maxBytes)) return fail(words.tooLarge, false);
    const { status, answer } = await send(words.uploadPage, file, (share) => { progress.value = share; });
    if (status === 422 && answer) return fail(answer.error, false);
    if (status !== 201 || !answer) return fail(status === 403 ? words.refused : words.cut, true);
    progress.hidden = true;
    Object.assign(part("state"), { textContent: words.sent, href: answer.address });
    drop.querySelector("[data-told]").textContent = `${file.name}: ${words.sent}`;
    showWords(row, part, answer);
    return onSent(row, answer);
  };
  part("retry").addEventListener("click", () => {
    start();
    progress.focus();
  });
  part("dismiss").addEventListener("click", () => {
    row.remove();
    drop.querySelector("[data-files]").focus();
  });
  start();
};
