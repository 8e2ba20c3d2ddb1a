// Opens and closes the preview beside the form, and keeps the page in it as wide as a phone or a desk.
const dock = document.querySelector("[data-preview-dock]");
const stage = dock?.querySelector("[data-preview-stage]");
const bar = dock?.querySelector("[data-preview-bar]");
const opener = document.querySelector("[data-preview-open]");
const WIDTH = "story-preview-width";

const chosen = () => Number(new FormData(bar).get("width"));

// The page keeps its real width and is drawn smaller where there is less room.
const fit = () => {
  const width = chosen();
  const scale = Math.min(1, stage.clientWidth / width);
  stage.style.setProperty("--frame-width", `${width}px`);
  stage.style.setProperty("--frame-height", `${stage.clientHeight / scale}px`);
  stage.style.setProperty("--frame-scale", scale);
};

const show = (isOpen) => {
  dock.hidden = !isOpen;
  document.body.classList.toggle("has-preview", isOpen);
  opener.setAttribute("aria-expanded", isOpen);
  if (isOpen) document.dispatchEvent(new CustomEvent("preview:wanted"));
};

const choose = () => {
  document.body.dataset.previewWidth = chosen();
  sessionStorage.setItem(WIDTH, chosen());
  fit();
};

const close = () => {
  show(false);
  opener.focus();
};

if (dock && opener) {
  // Near the end of the page, so that nothing that moves around it makes a box of its own for what is fixed.
  document.body.append(dock);
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", dock.id);
  const kept = bar.querySelector(`[value="${Number(sessionStorage.getItem(WIDTH))}"]`);
  if (kept) kept.checked = true;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
    choose();
    bar.querySelector(":checked").focus();
  });
  bar.addEventListener("change", choose);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.querySelector("[data-preview-close]").addEventListener("click", close);
  dock.addEventListener("keydown", (event) => event.key === "Escape" && close());
  new ResizeObserver(() => dock.hidden || fit()).observe(stage);
}
