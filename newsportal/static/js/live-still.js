// Changes the list of a live coverage while what the reader sees of it, or of what stands below it, keeps its place.
const live = document.querySelector("[data-live]");
const topOf = (element) => element.getBoundingClientRect().top;

const marks = () => {
  const seen = [...live.querySelectorAll("[data-entry]")].filter((entry) => {
    const { top, bottom } = entry.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return seen.map((entry) => [entry.id, topOf(entry)]);
};

live.addEventListener("still", ({ detail: change }) => {
  // Browsers that hold the place by themselves would do it a second time.
  const { style } = document.documentElement;
  style.overflowAnchor = "none";
  requestAnimationFrame(() => requestAnimationFrame(() => { style.overflowAnchor = ""; }));
  const before = marks();
  const end = live.getBoundingClientRect().bottom;
  change();
  const mark = before.find(([id]) => document.getElementById(id));
  const now = live.getBoundingClientRect().bottom;
  const moved = mark ? topOf(document.getElementById(mark[0])) - mark[1] : end <= 0 && now - end;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
});
