// Says how many characters are left, once a comment comes near its limit.
const NEAR = 500;
const arabic = document.querySelector("[data-digits=eastern]") ? "ar-u-nu-arab" : "ar-u-nu-latn";
const language = document.documentElement.lang === "ar" ? arabic : "en";
const numbers = new Intl.NumberFormat(language, { useGrouping: false });

for (const box of document.querySelectorAll("textarea[data-limit]")) {
  const counter = document.getElementById(box.dataset.counter);
  const count = () => {
    if (counter) {
      const left = Number(box.dataset.limit) - [...box.value.normalize("NFC")].length;
      counter.hidden = left > NEAR;
      counter.textContent = left > NEAR ? "" : numbers.format(left);
      counter.classList.toggle("counter-over", left < 0);
    }
  };
  box.addEventListener("input", count);
  count();
}
