// Takes files that are dropped on the library's own page.
import { watchDrop } from "newsroom/drop-zone";

const drop = document.querySelector("#changelist ~ [data-drop], #content-main > [data-drop]");

// The grid shows them once nothing is on its way any more, and no file waits for another try.
const showAnew = () => {
  const isOnItsWay = drop.querySelector("progress:not([hidden])");
  if (!isOnItsWay && !drop.querySelector("[data-is-failed]")) location.assign(location.pathname);
};

if (drop) watchDrop(drop, { area: document.getElementById("content"), onSaved: showAnew });
