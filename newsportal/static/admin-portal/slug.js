// Shows under a title or a name the address that the server would make of it now.
const PAUSE = 300;

const element = (name, properties) => Object.assign(document.createElement(name), properties);

// The same that saving would take: what was typed as the address, else the words themselves.
const wordsOf = (source, field) => field.value.trim() || source.value.trim();

const slugOf = async (address, words) => {
  if (!words) return "";
  // Posted, so that the headline of an unread story stands in no access log.
  const headers = { "X-CSRFToken": csrfToken() };
  const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams({ title: words }) });
  // Somebody who was signed out meanwhile is led to another page.
  return answer.ok && !answer.redirected ? (await answer.json()).slug : "";
};

const follow = (source, field) => {
  const { slugView, slugBefore, slugLabel, slugChange } = source.dataset;
  const line = element("div", { className: "help slug-line" });
  // An <output> is announced when it changes, and politely.
  const output = element("output", { htmlFor: `${source.id} ${field.id}` });
  const button = element("button", { type: "button", textContent: slugChange, hidden: true });
  line.append(output, " ", button);
  (source.closest(".flex-container") ?? source).after(line);

  const show = (slug) => {
    const path = element("bdi", { dir: "ltr" });
    path.append(slugBefore, element("bdi", { className: "slug", textContent: slug }), slugBefore && "/");
    output.replaceChildren(...(slug ? [`${slugLabel} `, path] : []));
    button.hidden = !slug;
  };

  let latest = 0;
  let timer;
  const ask = () => {
    const turn = ++latest;
    slugOf(slugView, wordsOf(source, field))
      .catch(() => "")
      .then((slug) => turn === latest && show(slug));
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  for (const input of [source, field]) input.addEventListener("input", wait);
  button.addEventListener("click", () => {
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  });
  ask();
};

for (const source of document.querySelectorAll("[data-slug-view]")) follow(source, source.form.elements.slug);
