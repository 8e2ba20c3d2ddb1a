// Gives each comment with replies a button that hides them; an address that leads to a hidden one shows it again.
const thread = document.querySelector("[data-fold]");
const comments = [...(thread?.children ?? [])];
const depthOf = (comment) => Number(comment.dataset.depth);
const buttons = new Map();

const isFolded = (comment) => buttons.get(comment)?.getAttribute("aria-expanded") === "false";

const refresh = () => {
  let deepest = Infinity;
  for (const comment of comments) {
    if (depthOf(comment) <= deepest) { deepest = Infinity; }
    // A form with somebody's text in it is never hidden.
    comment.hidden = depthOf(comment) > deepest && !comment.querySelector("[data-comment-form]");
    if (!comment.hidden && isFolded(comment)) { deepest = depthOf(comment); }
  }
};

const turn = (comment, isOpen) => buttons.get(comment).setAttribute("aria-expanded", isOpen);

const reveal = () => {
  const target = document.getElementById(location.hash.slice(1))?.closest("[data-depth]");
  if (!target?.hidden) { return; }
  let depth = depthOf(target);
  for (const comment of comments.slice(0, comments.indexOf(target)).reverse()) {
    if (depthOf(comment) < depth) {
      depth = depthOf(comment);
      turn(comment, true);
    }
  }
  refresh();
  target.scrollIntoView();
};

comments.forEach((comment, place) => {
  if (depthOf(comments[place + 1] ?? comment) <= depthOf(comment)) { return; }
  const { replies, repliesTo } = thread.dataset;
  const name = comment.querySelector("bdi")?.textContent;
  const ariaLabel = name ? repliesTo.replace("%", name) : replies;
  const words = { type: "button", className: "fold", textContent: replies, ariaLabel };
  const button = Object.assign(document.createElement("button"), words);
  buttons.set(comment, button);
  turn(comment, true);
  button.addEventListener("click", () => {
    turn(comment, isFolded(comment));
    refresh();
  });
  comment.querySelector("[data-actions]").append(button);
});
addEventListener("hashchange", reveal);
