// Typing in a plain list of names finds one in any spelling: a hamza, a tatweel or a vowel sign does not matter.
const PAUSE = 1000;
const LETTERS = { ة: "ه", ى: "ي" };

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/[ةى]/g, (letter) => LETTERS[letter])
    .toLowerCase()
    .trim();

const follow = (list) => {
  let typed = "";
  let last = 0;
  list.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    typed = event.timeStamp - last < PAUSE ? typed + event.key : event.key;
    last = event.timeStamp;
    const found = [...list.options].find(({ text }) => fold(text).replace(/^ال/, "").startsWith(fold(typed)) || fold(text).startsWith(fold(typed)));
    if (!found || !fold(typed)) return;
    event.preventDefault();
    list.value = found.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
};

for (const list of document.querySelectorAll("select#id_section")) follow(list);
