// Opens the media library, which stands at an address, in a dialog; choosePicture() gives what somebody chose, or null.
import { watchDrop } from "newsroom/drop-zone";
import { ask, watchList } from "newsroom/library-list";
import { saveWords } from "newsroom/upload-words";

const FAILURE = () => gettext("The library does not answer. Try again.");

const makeDialog = () => {
  const dialog = Object.assign(document.createElement("dialog"), { className: "library" });
  dialog.setAttribute("aria-labelledby", "library-title");
  document.body.append(dialog);
  return dialog;
};

const fail = (dialog) => {
  const title = Object.assign(document.createElement("p"), { id: "library-title", textContent: FAILURE() });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "×" });
  close.setAttribute("data-close", "");
  dialog.replaceChildren(title, close);
};

const fill = (dialog, parts, choose) => {
  dialog.replaceChildren(...parts);
  const drop = dialog.querySelector("[data-drop]");
  // Words that were typed beside an upload are saved on the way; where they cannot be, the dialog stays.
  const take = async (picture) => {
    const hasWords = drop?.querySelector("[data-field=picture][name]");
    const saved = hasWords ? await saveWords(drop) : [];
    if (saved) choose(saved.find(({ id }) => id === picture.id) ?? picture);
  };
  const renew = watchList(dialog, take);
  const onSent = (row, picture) => {
    const use = row.querySelector("[data-use]");
    use.hidden = false;
    use.addEventListener("click", () => take(picture));
    renew();
  };
  if (drop) watchDrop(drop, { area: dialog, onSent, onSaved: renew });
};

export const choosePicture = async (address) => {
  const dialog = makeDialog();
  const parts = await ask(address).then((library) => [...library.childNodes]).catch(() => null);
  return new Promise((resolve) => {
    let chosen = null;
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
    if (parts) fill(dialog, parts, (picture) => { chosen = picture; dialog.close(); });
    else fail(dialog);
    dialog.showModal();
  });
};
