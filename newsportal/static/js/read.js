// Tells that a story is read, once in a tab: when it has been in sight for a while, or is left; nothing of who reads it.
const A_WHILE = 3000;
const story = document.querySelector("[data-read]");

const tell = () => {
  const beacon = story.dataset.read;
  try {
    // The newsroom opens its own stories all day (here.js).
    const isCounted = sessionStorage.getItem(beacon) || localStorage.getItem("staff");
    if (isCounted || document.visibilityState !== "visible") { return; }
    if (navigator.sendBeacon(beacon)) { sessionStorage.setItem(beacon, "1"); }
  } catch {
    // A browser that remembers nothing would count at each visit.
  }
};

const wait = () => setTimeout(tell, A_WHILE);

if (story) {
  wait();
  document.addEventListener("visibilitychange", wait);
  addEventListener("pagehide", tell);
}
