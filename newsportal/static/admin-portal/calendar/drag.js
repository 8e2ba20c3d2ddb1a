// Lets an entry be dragged to another day, where it keeps its time.
const calendar = document.querySelector("[data-calendar]");
let dragged = null;

const dayAt = (event) => (dragged ? event.target.closest("[data-day]") : null);

const mark = (day) => {
  for (const other of calendar.querySelectorAll("[data-over]")) other.removeAttribute("data-over");
  if (day && day !== dragged?.closest("[data-day]")) day.setAttribute("data-over", "");
};

calendar?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-move]");
  if (!dragged) return;
  dragged.setAttribute("data-dragged", "");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".entry-line a").textContent);
});

calendar?.addEventListener("dragover", (event) => {
  const day = dayAt(event);
  if (!day) return;
  event.preventDefault();
  mark(day);
});

calendar?.addEventListener("drop", (event) => {
  const day = dayAt(event);
  if (!day) return;
  event.preventDefault();
  if (day === dragged.closest("[data-day]")) return;
  const { move: address, version, time, entry: name } = dragged.dataset;
  const fields = { at_0: day.dataset.day, at_1: time, version };
  document.dispatchEvent(new CustomEvent("calendar:move", { detail: { address, fields, name, from: "drag" } }));
});

calendar?.addEventListener("dragend", () => {
  dragged?.removeAttribute("data-dragged");
  dragged = null;
  mark(null);
});
