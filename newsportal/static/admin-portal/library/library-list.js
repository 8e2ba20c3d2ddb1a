// The pictures of the library in its dialog: searched, and more of them on demand.

// Gives a part of the library as elements; fails where it is not ours to see, or nothing answers.
export const ask = async (address, query = {}) => {
  const answer = await fetch(`${address}?${new URLSearchParams(query)}`);
  // Somebody who was signed out meanwhile is led to another page.
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(`<body><ul>${await answer.text()}</ul>`, "text/html").querySelector("ul");
};

// Calls ``choose`` with the facts of the picture that somebody presses; gives a function that reads the list anew.
export const watchList = (box, choose) => {
  const list = box.querySelector("[data-choices]");
  const told = box.querySelector("[data-library-told]");
  const search = box.querySelector("[data-search]");
  let latest = 0;
  const read = async (query, put) => {
    const turn = ++latest;
    try {
      const items = [...(await ask(search.action, query)).children];
      if (turn !== latest) return;
      put(items);
      told.textContent = `${told.dataset.found} ${list.querySelectorAll("[data-picture]").length}`;
    } catch {
      told.textContent = told.dataset.offline;
    }
  };
  const typed = () => search.elements.q.value;
  const renew = () => read({ q: typed() }, (items) => list.replaceChildren(...items));
  const more = (button) =>
    read({ q: typed(), before: button.dataset.before }, (items) => {
      button.closest("li").replaceWith(...items);
      items[0]?.querySelector("button")?.focus();
    });

  search.addEventListener("submit", (event) => {
    event.preventDefault();
    renew();
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.picture) choose(JSON.parse(button.dataset.picture));
    else if (button?.dataset.before) more(button);
  });
  return renew;
};
