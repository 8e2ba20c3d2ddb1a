// Closes the moves above the story's bar as a menu closes: by Escape, and when somebody goes on elsewhere.
const moves = document.querySelector("[data-moves]");

moves?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !moves.open) return;
  moves.open = false;
  moves.querySelector("summary").focus();
});

for (const name of ["focusin", "click"]) {
  document.addEventListener(name, ({ target }) => {
    if (moves?.open && target instanceof Node && !moves.contains(target)) moves.open = false;
  });
}
