// Turns recent absolute times into relative ones, in the page's language and digits; older ones stay absolute. Where
// readers follow what happens, the clock stays beside them.
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CLOCK = "14:05".length;
const STEPS = [[HOUR, MINUTE, "minute"], [DAY, HOUR, "hour"], [7 * DAY, DAY, "day"]];
const arabic = document.querySelector("[data-digits=eastern]") ? "ar-u-nu-arab" : "ar-u-nu-latn";
const language = document.documentElement.lang === "ar" ? arabic : "en";
const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

const relative = (seconds) => {
  if (seconds < MINUTE) {
    return words.format(0, "second");
  }
  const step = STEPS.find(([limit]) => seconds < limit);
  return step && words.format(-Math.floor(seconds / step[1]), step[2]);
};

const bold = (textContent) => Object.assign(document.createElement("b"), { textContent });

const refresh = () => {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const text = seconds >= 0 && relative(seconds);
    if (text) {
      time.title ||= time.textContent;
      time.textContent = text;
      // Absolute times end in it.
      if (time.closest("[data-clock]")) time.prepend(bold(time.title.slice(-CLOCK)), " · ");
    }
  }
};

refresh();
addEventListener("timesadded", refresh);
setInterval(refresh, MINUTE * 1000);
