// Keeps what stands around the rows level with the server: tabs, the line that takes back, the token, and what was said.
const form = document.getElementById("changelist-form");

const say = (text, isBad) => {
  const line = document.querySelector("[data-said]");
  if (line) {
    line.textContent = text;
    line.classList.toggle("bad", Boolean(isBad));
  }
};

const replace = (page, id) => {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  const had = old?.contains(document.activeElement);
  if (old && fresh) old.replaceWith(fresh);
  // Without its button the line has nothing that could be focused; the first row is where work goes on.
  if (had) (fresh?.querySelector("button, [aria-current]") ?? document.querySelector("[data-comment]"))?.focus();
};

const level = (page) => {
  ["queue-tabs", "queue-undo"].forEach((id) => replace(page, id));
  // Whoever signed in on the way has another token.
  for (const name of ["batch", "csrfmiddlewaretoken"]) {
    const fresh = page.querySelector(`#changelist-form [name=${name}]`);
    if (fresh) form.elements[name].value = fresh.value;
  }
};

document.addEventListener("queue:fresh", ({ detail }) => level(detail.page));
document.addEventListener("queue:said", ({ detail }) => say(detail.text, detail.isBad));
