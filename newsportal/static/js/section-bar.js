// Brings the current section into view where the bar is wider than the screen; the page itself stays put.
const list = document.querySelector("[data-section-bar]");
const current = list?.querySelector("[aria-current]");

if (current) {
  const middle = (box) => box.getBoundingClientRect().x + box.getBoundingClientRect().width / 2;
  list.scrollLeft += middle(current) - middle(list);
}
