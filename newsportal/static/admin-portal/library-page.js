// Takes files that are dropped on the library's own page.
import { watchDrop } from "newsroom/drop-zone";

const drop = document.querySelector("#changelist ~ [data-drop], #content-main > [data-drop]");

// The grid shows them once nothing is on its way any more, and no file waits for another try.
const showAnew = () => {
  const isOnItsWay = drop.querySelector("progress:not([hidden])");
  if (!isOnItsWay && !drop.querySelector("[data-is-failed]")) location.assign(location.pathname);
};

// In a grid no column of ticks stands below the one that sets them all.
const all = document.getElementById("action-toggle");
all?.after(Object.assign(document.createElement("label"), { htmlFor: all.id, textContent: all.ariaLabel }));

if (drop) watchDrop(drop, { area: document.getElementById("content"), onSaved: showAnew });
