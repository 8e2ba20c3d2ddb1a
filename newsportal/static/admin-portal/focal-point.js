// Sets the focal point of a picture: by a press on it, by the arrow keys, or by the numbers of the form.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const box = document.querySelector("[data-focal-point]");
const fields = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`));

const inside = (value, most) => Math.min(most, Math.max(0, value));
const western = (text) => text.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
const valueOf = (field) => inside(Number(western(field.value)) || 0, 100);

// Where the part lies in what is left beside it, in per cent; articles/pictures/renditions.py cuts the same way.
const place = (whole, part, perCent) =>
  whole - part < 1 ? 50 : inside((whole * perCent) / 100 - part / 2, whole - part) / (whole - part) * 100;

const showCrop = (crop, [x, y]) => {
  const image = crop.querySelector("img");
  const [width, height] = [image.getAttribute("width"), image.getAttribute("height")].map(Number);
  const [across, down] = crop.dataset.ratio.split(":").map(Number);
  const kept = [Math.min(width, (height * across) / down), Math.min(height, (width * down) / across)];
  image.style.objectPosition = `${place(width, kept[0], x)}% ${place(height, kept[1], y)}%`;
};

const watch = () => {
  const whole = box.querySelector("[data-whole]");
  const told = box.querySelector("[data-told]");
  const show = () => {
    const point = fields.map(valueOf);
    whole.style.setProperty("--x", `${point[0]}%`);
    whole.style.setProperty("--y", `${point[1]}%`);
    for (const crop of box.querySelectorAll("[data-ratio]")) showCrop(crop, point);
  };
  const move = (point) => {
    for (const [axis, field] of fields.entries()) {
      field.value = Math.round(inside(point[axis], 100));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    told.textContent = fields.map((field) => `${field.labels[0].textContent} ${field.value}`).join(" ");
  };
  whole.addEventListener("click", (event) => {
    // A key that presses the button has no place.
    if (!event.detail) return;
    const edge = whole.querySelector("img").getBoundingClientRect();
    move([((event.clientX - edge.x) / edge.width) * 100, ((event.clientY - edge.y) / edge.height) * 100]);
  });
  whole.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    move(fields.map((field, axis) => valueOf(field) + step[axis] * (event.shiftKey ? 10 : 1)));
  });
  for (const field of fields) field.addEventListener("input", show);
  whole.disabled = box.querySelector("[data-cross]").hidden = box.querySelector("[data-crops]").hidden = false;
  show();
};

if (box && fields.every((field) => field?.matches("input"))) watch();
