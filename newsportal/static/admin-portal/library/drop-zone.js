// A place for files: dropped on it or chosen by its button, several at once.
import { addRow } from "newsroom/upload-row";
import { saveWords } from "newsroom/upload-words";

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

// ``onSent`` gets the row and the picture of each file that has arrived, ``onSaved`` all pictures with their words.
export const watchDrop = (drop, { area = drop, onSent = () => {}, onSaved = () => {} }) => {
  const tray = drop.querySelector("[data-tray]");
  const files = drop.querySelector("[data-files]");
  const take = (list) => {
    if (!list.length) return;
    tray.hidden = false;
    for (const file of list) {
      addRow(drop, file, (row, picture) => {
        drop.querySelector("[data-save]").hidden = false;
        onSent(row, picture);
      });
    }
  };
  drop.hidden = false;
  files.addEventListener("change", () => {
    take([...files.files]);
    files.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      drop.dataset.isOver = "";
    });
  }
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) delete drop.dataset.isOver;
  });
  area.addEventListener("drop", (event) => {
    delete drop.dataset.isOver;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  tray.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pictures = await saveWords(drop);
    if (pictures) onSaved(pictures);
  });
};
