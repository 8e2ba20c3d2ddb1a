// Stories are dragged into slots, from other slots and from those that were found: as the button "Pin" does it.
const form = document.querySelector("[data-front]");
let dragged = null;

const slotAt = ({ target }) => (dragged ? target.closest("[data-slot]") : null);
const mark = (slot) => {
  form.querySelectorAll(".is-over").forEach((each) => each !== slot && each.classList.remove("is-over"));
  slot?.classList.add("is-over");
};

form?.addEventListener("dragstart", ({ target, dataTransfer }) => {
  dragged = target.closest("[data-article]");
  // Firefox drags nothing that carries no words.
  dataTransfer.setData("text/plain", dragged?.dataset.article ?? "");
});
form?.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});
form?.addEventListener("dragover", (event) => {
  const slot = slotAt(event);
  if (slot) event.preventDefault();
  mark(slot);
});
form?.addEventListener("drop", (event) => {
  const slot = slotAt(event);
  if (!slot) return;
  event.preventDefault();
  const value = `${dragged.dataset.article}:${slot.dataset.slot}`;
  const press = Object.assign(document.createElement("button"), { name: "_pin", value, hidden: true });
  form.append(press);
  form.requestSubmit(press);
  press.remove();
});
