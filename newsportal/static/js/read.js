// Tells that a story is read, once in a tab: when it has been in sight for a while, or is left; nothing of who reads it.
const A_WHILE = 3000;
const story = document.querySelector("[data-read]");
let timer;

const tell = () => {
  const beacon = story.dataset.read;
  try {
    const isTold = Boolean(sessionStorage.getItem(beacon));
    // The newsroom opens its own stories all day (here.js).
    const isStaff = Boolean(localStorage.getItem("staff"));
    if (isTold || isStaff || document.visibilityState !== "visible") { return; }
    if (navigator.sendBeacon(beacon)) { sessionStorage.setItem(beacon, "1"); }
  } catch {
    // A browser that remembers nothing would count at each visit.
  }
};

const wait = () => {
  clearTimeout(timer);
  if (document.visibilityState === "visible") { timer = setTimeout(tell, A_WHILE); }
};

if (story) {
  wait();
  document.addEventListener("visibilitychange", wait);
  addEventListener("pagehide", tell);
}
