// The stories to pin follow what is typed; the slots stay as they are.
const form = document.querySelector("[data-front]");
const found = form?.querySelector("[data-front-part=found]");
let latest = 0;

const find = async (mine) => {
  const body = new FormData(form);
  body.set("_look", "");
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-front-part=found]");
  if (!fresh || mine !== latest) return;
  found.replaceChildren(...fresh.childNodes);
  form.querySelector("[data-front-said]").textContent = found.querySelector("[data-front-count]").textContent.trim();
};

form?.querySelector("[data-front-words]").addEventListener("input", () => {
  const mine = ++latest;
  // Where the network fails, the button beside the box still asks.
  setTimeout(() => mine === latest && find(mine).catch(() => {}), 300);
});
