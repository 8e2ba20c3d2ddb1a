// The admin's own scripts write ticked rows, calendars and time zones in Western digits: they become the paper's.
const EASTERN = "٠١٢٣٤٥٦٧٨٩";
const PLACES = ".action-counter, .calendar, .timezonewarning";

const eastern = (text) => text.replace(/[0-9]/g, (digit) => EASTERN[digit]);
const western = (text) => text.replace(/[٠-٩]/g, (digit) => EASTERN.indexOf(digit));

const rewrite = () => {
  for (const place of document.querySelectorAll(PLACES)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = eastern(texts.currentNode.data);
  }
};

if (document.querySelector("[data-digits=eastern]")) {
  // Changed data is no changed child, so this wakes nobody.
  new MutationObserver(rewrite).observe(document.body, { childList: true, subtree: true });
  rewrite();
  // A calendar reads the chosen day from its text.
  const restore = ({ target }) => {
    const day = target.closest(".calendar td a")?.firstChild;
    if (day) day.data = western(day.data);
  };
  document.addEventListener("click", restore, { capture: true });
}
