// Says what became of the last deed to whoever listens: a line that comes with the page is not read out, and what the
// keyboard stands in is read first.
const line = document.querySelector("[data-live-told]");
const AFTER = 500;
const LONG_ENOUGH = 5_000;

const say = (text) => { document.querySelector("[data-live-heard]").textContent = text; };

if (line) {
  setTimeout(say, AFTER, line.textContent.trim());
  // Whoever reads on finds it once.
  setTimeout(say, AFTER + LONG_ENOUGH, "");
}
