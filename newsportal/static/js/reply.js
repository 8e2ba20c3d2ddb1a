// Moves the form below the comment that is answered, without loading the page again.
const section = document.querySelector("[data-comment-form]");
const home = section?.parentElement;
const heading = section?.querySelector("[data-form-heading]");
const cancel = section?.querySelector("[data-cancel-reply]");
const parent = section?.querySelector("[name=parent]");
const usualHeading = heading?.textContent;

const answer = (link) => {
  const comment = link.closest(".comment");
  parent.value = link.dataset.reply;
  heading.textContent = link.dataset.heading;
  cancel.hidden = false;
  comment.append(section);
  const text = section.querySelector("textarea");
  text.focus({ preventScroll: true });
  // On a phone a keyboard is about to cover the lower half.
  const isNarrow = matchMedia("(max-width: 767px)").matches;
  text.scrollIntoView({ block: "nearest" });
  heading.scrollIntoView({ block: isNarrow ? "start" : "nearest" });
};

if (section && parent && cancel) {
  for (const link of document.querySelectorAll("[data-reply]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      answer(link);
    });
  }
  cancel.addEventListener("click", (event) => {
    event.preventDefault();
    const link = document.querySelector(`[data-reply="${parent.value}"]`);
    parent.value = "";
    heading.textContent = heading.dataset.formHeading || usualHeading;
    cancel.hidden = true;
    home.append(section);
    (link || section.querySelector("textarea")).focus();
  });
}
