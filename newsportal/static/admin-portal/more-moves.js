// Closes the moves above the story's bar as a menu closes: by Escape, and when somebody goes on elsewhere.
const watch = (moves) => {
  moves.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !moves.open) return;
    moves.open = false;
    moves.querySelector("summary").focus();
  });
  for (const name of ["focusin", "click"]) {
    document.addEventListener(name, ({ target }) => {
      if (!moves.contains(target)) moves.open = false;
    });
  }
};

const moves = document.querySelector("[data-moves]");
if (moves) watch(moves);
