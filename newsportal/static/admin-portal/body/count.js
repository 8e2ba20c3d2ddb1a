// Under the text: how many words it has, how long they take to read, and a warning before it is too large to be stored.
import { gettext } from "django-prose-editor/editor";

const NEAR = 0.8;
const MOST_ELEMENTS = 10_000;

const inDigits = () => {
  const eastern = document.querySelector("[data-digits=eastern]") ? "ar-u-nu-arab" : "ar-u-nu-latn";
  const language = document.documentElement.lang === "ar" ? eastern : "en";
  return new Intl.NumberFormat(language, { useGrouping: false });
};

const inWords = (count) => ngettext("%(count)s word", "%(count)s words", count);
const inMinutes = (count) => ngettext("%(count)s minute’s read", "%(count)s minutes’ read", count);

const wordsOf = (doc) => {
  const text = doc.textBetween(0, doc.content.size, " ", " ");
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
};

const make = (name, role) => {
  const element = document.createElement("p");
  element.className = name;
  if (role) element.setAttribute("role", role);
  return element;
};

export const footer = ({ longest, wordsAMinute }) => {
  const digits = inDigits();
  const [count, hint] = [make("body-count"), make("body-hint")];
  const [note, warning] = [make("body-note", "status"), make("body-warning", "alert")];
  hint.id = "body-hint";
  hint.textContent = gettext(
    "Alt+F10 leads to the text tools, Escape back to the text; Escape and then Tab lead out of a table or a list.",
  );
  const box = document.createElement("div");
  box.className = "body-footer";
  box.append(count, hint, note, warning);

  // After the change of the text that it speaks of; the next change takes it away.
  const tell = (text) => setTimeout(() => (note.textContent = text));
  const update = (doc, html) => {
    note.textContent = "";
    const words = wordsOf(doc);
    const minutes = Math.max(1, Math.round(words / wordsAMinute));
    const told = [interpolate(inWords(words), { count: digits.format(words) }, true)];
    if (words) told.push(interpolate(inMinutes(minutes), { count: digits.format(minutes) }, true));
    count.textContent = told.join(" · ");
    const elements = html.split("<").length / 2;
    const isLarge = html.length > longest * NEAR || elements > MOST_ELEMENTS * NEAR;
    const large = gettext("This text is nearly too large to be stored. Divide it into several stories.");
    if (warning.textContent !== (isLarge ? large : "")) warning.textContent = isLarge ? large : "";
  };
  return { box, hint, tell, update };
};
