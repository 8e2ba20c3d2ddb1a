// Shows how many characters are left once a comment comes near its limit, and says so at a few of them only.
const NEAR = 500;
const STEPS = [0, 20, 100, NEAR];
const arabic = document.querySelector("[data-digits=eastern]") ? "ar-u-nu-arab" : "ar-u-nu-latn";
const language = document.documentElement.lang === "ar" ? arabic : "en";
const numbers = new Intl.NumberFormat(language, { useGrouping: false });
const status = document.querySelector("[data-counter-status]");

for (const box of document.querySelectorAll("textarea[data-limit]")) {
  const counter = document.getElementById(box.dataset.counter);
  let passed = Infinity;
  const count = () => {
    if (counter) {
      const left = Number(box.dataset.limit) - [...box.value.normalize("NFC")].length;
      counter.hidden = left > NEAR;
      counter.textContent = left > NEAR ? "" : numbers.format(left);
      counter.classList.toggle("counter-over", left < 0);
      const step = STEPS.find((most) => left <= most) ?? Infinity;
      if (status && step < passed) { status.textContent = document.querySelector(`[data-left="${step}"]`).textContent.trim(); }
      passed = step;
    }
  };
  // A bare number at every key would be read over the typed letters.
  counter?.setAttribute("aria-live", "off");
  box.addEventListener("input", count);
  count();
}
