// Puts the rows as the server knows them now in the place of those on the page; what left keeps a line where it was.
const rowsIn = (place) => [...place.querySelectorAll("[data-comment]")];
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const leave = (row, said) => {
  // A row that others decided stays: whoever presses there is told. What a new comment pushed out was not decided.
  if (row.hasAttribute("data-gone") || !row.hasAttribute("data-pressed")) return;
  const cell = document.createElement("td");
  const who = document.createElement("bdi");
  who.textContent = row.querySelector(".author bdi").textContent;
  cell.colSpan = row.cells.length;
  cell.append(who, ` — ${said}`);
  if (row.contains(document.activeElement)) row.focus({ preventScroll: true });
  // Nothing slides under a pointer that clicks twice.
  row.style.blockSize = `${row.offsetHeight}px`;
  row.replaceChildren(cell);
  row.removeAttribute("aria-labelledby");
  row.dataset.gone = "";
};

const place = (row, now) => {
  const goesOn = row.contains(document.activeElement) || row.hasAttribute("data-gone");
  row.replaceWith(now);
  if (goesOn) tell("queue:back", { row: now });
};

const merge = ({ page, key }) => {
  const messages = [...page.querySelectorAll(".messagelist li")];
  const said = messages.map((item) => item.textContent.trim()).join(" ");
  const isBad = messages.some((item) => !item.matches(".success"));
  const now = new Map(rowsIn(page).map((row) => [row.dataset.comment, row]));
  for (const row of rowsIn(document)) {
    const fresh = now.get(row.dataset.comment);
    now.delete(row.dataset.comment);
    if (!fresh) leave(row, said);
    else if (fresh.dataset.version !== row.dataset.version || row.hasAttribute("data-gone")) place(row, fresh);
  }
  document.querySelector("#result_list tbody")?.append(...now.values());
  tell("queue:said", { text: said, isBad });
  // Whoever was told that nothing happened stands where it did not.
  const row = document.querySelector(`[data-comment="${key}"]`);
  if (isBad && row) tell("queue:back", { row });
};

document.addEventListener("queue:fresh", ({ detail }) => merge(detail));
