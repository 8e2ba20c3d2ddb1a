// Says "story:changed" once somebody has paused in writing: typed, chosen, or moved a row.
const PAUSE = 800;
const form = document.getElementById("article_form");
let timer;

const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => document.dispatchEvent(new CustomEvent("story:changed")), PAUSE);
};

// Fields that stand beside the form belong to it, too.
const note = ({ target }) => {
  if (target.form === form) wait();
};

if (form) {
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  // Boxes that complete names and rows that come and go tell jQuery alone.
  window.django?.jQuery(form).on("change formset:added formset:removed", wait);
}
