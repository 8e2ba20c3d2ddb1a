// Asks for the entries of a live coverage while its page is in sight; live-list.js shows them. The browser asks with the
// ETag of what it has, and mostly gets 304.
const live = document.querySelector("[data-live]");
const EVERY = Number(live.dataset.every) * 1000;
const LONGEST = 8;
let timer;
let patience = 1;
let isAsking = false;
let isOver = false;

const ask = async () => {
  clearTimeout(timer);
  if (isAsking || isOver || document.visibilityState !== "visible") return;
  isAsking = true;
  try {
    const answer = await fetch(live.dataset.live, { cache: "no-cache" });
    // The story was taken down, or is no coverage any more.
    isOver = answer.status === 404 || answer.status === 410;
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    live.dispatchEvent(new CustomEvent("told", { detail: told }));
    isOver = told.ended;
    patience = 1;
  } catch {
    patience = Math.min(patience * 2, LONGEST);
  }
  isAsking = false;
  if (!isOver) timer = setTimeout(ask, EVERY * patience);
};

timer = setTimeout(ask, EVERY);
document.addEventListener("visibilitychange", ask);
