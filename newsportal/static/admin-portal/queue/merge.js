// Puts the queue as the server knows it now in the place of the one on the page; what left it keeps a line where it was.
const form = document.getElementById("changelist-form");
const rowsIn = (place) => [...place.querySelectorAll("[data-comment]")];

const say = (text, isBad) => {
  const line = document.querySelector("[data-said]");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("bad", Boolean(isBad));
};

const leave = (row) => {
  // A row that others decided stays: whoever presses there is told. What a new comment pushed out was not decided.
  if (row.hasAttribute("data-gone") || !row.hasAttribute("data-pressed")) return;
  const name = row.querySelector(".author bdi").textContent;
  const cell = document.createElement("td");
  const who = document.createElement("bdi");
  who.textContent = name;
  cell.colSpan = row.cells.length;
  cell.append(who, ` — ${document.getElementById("queue-words").dataset.gone}`);
  // Nothing slides under a pointer that clicks twice.
  row.style.blockSize = `${row.offsetHeight}px`;
  row.replaceChildren(cell);
  row.removeAttribute("aria-labelledby");
  row.dataset.gone = "";
};

const place = (row, now) => {
  const had = row.contains(document.activeElement);
  row.replaceWith(now);
  if (had) now.focus({ preventScroll: true });
};

const merge = (page) => {
  for (const id of ["queue-tabs", "queue-undo"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  // Whoever signed in on the way has another token.
  for (const name of ["batch", "csrfmiddlewaretoken"]) {
    const fresh = page.querySelector(`#changelist-form [name=${name}]`);
    if (fresh) form.elements[name].value = fresh.value;
  }
  const now = new Map(rowsIn(page).map((row) => [row.dataset.comment, row]));
  for (const row of rowsIn(document)) {
    const fresh = now.get(row.dataset.comment);
    now.delete(row.dataset.comment);
    if (!fresh) leave(row);
    else if (fresh.dataset.version !== row.dataset.version || row.hasAttribute("data-gone")) place(row, fresh);
  }
  document.querySelector("#result_list tbody")?.append(...now.values());
  const said = [...page.querySelectorAll(".messagelist li")];
  say(said.map((item) => item.textContent.trim()).join(" "), said.some((item) => !item.matches(".success")));
};

document.addEventListener("queue:fresh", ({ detail }) => merge(detail.page));
document.addEventListener("queue:said", ({ detail }) => say(detail.text, detail.isBad));
