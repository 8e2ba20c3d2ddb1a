// What is pasted comes out clean: from Word, Google Docs and pages of the web.
import { makeLists } from "newsroom/body/lists";
import { mendLinks } from "newsroom/body/pasted-links";

const DROPPED = "script, style, meta, link, title, head, noscript, template, object, embed, iframe, svg, xml, colgroup, [hidden]";
const HIDDEN = /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i;

// The policy applies no style and runs no handler, and reports each: what a word processor says in one is read as data.
const keepStylesAsData = (html) =>
  html
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(\/?)h1\b/gi, "<$1h2")
    .replace(/<(\/?)h[56]\b/gi, "<$1h4")
    .replace(/(<[a-z][^<>]*?\s)style\s*=/gi, "$1data-style=")
    .replace(/(<[a-z][^<>]*?\s)on\w+\s*=/gi, "$1data-handler=");

// Two line breaks are how pages and mail without paragraphs part them.
const partParagraphs = (html) => html.replace(/(?:<br\b[^>]*>(?:\s|&nbsp;)*){2,}/gi, "</p><p>");

const dropPictures = (root) => {
  const pictures = [...root.querySelectorAll("img, picture, v\\:imagedata, video, audio")];
  const isSeen = (picture) => !(Number(picture.getAttribute("width") ?? 9) < 3 || Number(picture.getAttribute("height") ?? 9) < 3);
  const seen = pictures.filter(isSeen).length;
  pictures.forEach((picture) => picture.remove());
  return seen;
};

const rename = (element, name) => {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
};

// Returns clean HTML, and tells whether pictures stayed behind.
export const clean = (html, tellOfPictures) => {
  // What comes from an editor of ours is clean.
  if (/\bdata-pm-slice=/.test(html)) return html;
  const root = new DOMParser().parseFromString(partParagraphs(keepStylesAsData(html)), "text/html").body;
  root.querySelectorAll(DROPPED).forEach((element) => element.remove());
  for (const element of root.querySelectorAll("[data-style]")) if (HIDDEN.test(element.dataset.style)) element.remove();
  if (dropPictures(root)) tellOfPictures();
  makeLists(root);
  mendLinks(root);
  root.querySelectorAll("figcaption, caption").forEach((element) => rename(element, "p"));
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll("\u00a0", " ");
  for (const block of [...root.querySelectorAll("p, div, h2, h3, h4, li")].reverse()) {
    if (!block.textContent.trim() && !block.closest("td, th") && !block.querySelector("hr, table")) block.remove();
  }
  return root.innerHTML;
};
