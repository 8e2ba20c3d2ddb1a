// Puts parts of a page that the server answered with in the place of those that stand here.
document.addEventListener("live:answer", ({ detail: { page, names } }) => {
  for (const name of names) {
    const fresh = page.querySelector(`[data-live-part=${name}]`);
    const part = fresh && document.querySelector(`[data-live-part=${name}]`);
    part?.replaceChildren(...fresh.childNodes);
  }
  dispatchEvent(new Event("timesadded"));
});
