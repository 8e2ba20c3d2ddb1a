// Says how long the form was in use, so that a moderator looks twice at what a program sends at once.
const form = document.querySelector("[data-comment-form] form");
const elapsed = form?.querySelector("[name=elapsed]");
let since;

if (elapsed) {
  form.addEventListener("focusin", () => { since ??= performance.now(); });
  form.addEventListener("submit", () => {
    if (since === undefined) return;
    // A form that came back with errors goes on counting.
    elapsed.value = Math.round(Number(elapsed.value) + performance.now() - since);
    since = performance.now();
  });
}
