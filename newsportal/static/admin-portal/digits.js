// The admin's own script counts the ticked rows in Western digits: its words are written in the paper's.
const EASTERN = "٠١٢٣٤٥٦٧٨٩";

const rewrite = (counter) => {
  const text = counter.textContent.replace(/[0-9]/g, (digit) => EASTERN[digit]);
  // Writing the same again would wake the observer for ever.
  if (text !== counter.textContent) {
    counter.textContent = text;
  }
};

if (document.querySelector("[data-digits=eastern]")) {
  for (const counter of document.querySelectorAll(".action-counter")) {
    new MutationObserver(() => rewrite(counter)).observe(counter, { childList: true });
    rewrite(counter);
  }
}
