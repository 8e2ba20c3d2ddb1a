// Lists that come as paragraphs: Word's own, and lines that begin with a bullet.
const LEVEL = /mso-list:[^;]*\blevel(\d)/i;
const NUMBERED = /^[\s(]*(?:[0-9٠-٩]{1,3}|[a-z]|[ivx]{1,5}|[\u0621-\u064a])[.)\-]/i;
const BULLET = /^[\s\u00a0]*(?:[•·▪●◦§\uf0b7\uf0a7][\s\u00a0]*|[-–—o][\s\u00a0]{1,}|o\t)(?=\S)/u;
// A dash or a small letter may begin a line of a dialogue: one alone is no list.
const SURE = /^[\s\u00a0]*[•·▪●◦§\uf0b7\uf0a7]/u;

const fromWord = (paragraph) => {
  const level = (paragraph.dataset.style ?? "").match(LEVEL)?.[1];
  if (!level) return null;
  const marker = paragraph.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]');
  const text = marker?.textContent ?? paragraph.textContent;
  const name = NUMBERED.test(text) && !BULLET.test(text) ? "ol" : "ul";
  return { name, level: Number(level), strip: () => (marker ? marker.remove() : stripText(paragraph)) };
};

const stripText = (paragraph) => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  if (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(BULLET, "");
};

const fromBullet = (paragraph) => {
  if (!BULLET.test(paragraph.textContent)) return null;
  const isAlone = ![paragraph.previousElementSibling, paragraph.nextElementSibling].some(
    (other) => other && (/^[UO]L$/.test(other.tagName) || BULLET.test(other.textContent)),
  );
  if (isAlone && !SURE.test(paragraph.textContent)) return null;
  return { name: "ul", level: 1, strip: () => stripText(paragraph) };
};

// Lists that are open, outermost first; an item deeper than its neighbour opens one inside it.
const place = (open, paragraph, { name, level }) => {
  while (open.length > level || (open.length === level && open[level - 1].localName !== name)) open.pop();
  while (open.length < level) {
    const list = document.createElement(name);
    const outer = open.at(-1);
    if (!outer) paragraph.before(list);
    else (outer.lastElementChild ?? outer.appendChild(document.createElement("li"))).append(list);
    open.push(list);
  }
  const item = document.createElement("li");
  open.at(-1).append(item);
  item.append(paragraph);
};

export const makeLists = (root) => {
  let open = [];
  let last = null;
  for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div.MsoListParagraph")]) {
    const found = paragraph.closest("li") ? null : (fromWord(paragraph) ?? fromBullet(paragraph));
    if (!found) continue;
    if (!last || paragraph.previousElementSibling !== last) open = [];
    found.strip();
    place(open, paragraph, found);
    last = open[0];
  }
};
