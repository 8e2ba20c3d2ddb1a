// Forgets what this browser kept of the story where the stored one says the same: it was saved, though no page said so.
const desk = document.querySelector("[data-open-form]");
const form = document.getElementById("article_form");
// What nobody typed, and what is new each time that the form opens.
const UNWRITTEN = /^csrfmiddlewaretoken$|^_|__prefix__|^(?:version|opened|form_key)$/;

const written = (fields) => JSON.stringify(fields.filter(([name]) => !UNWRITTEN.test(name)));

const forget = () => {
  const stored = written([...new FormData(form)]);
  const prefix = `writing:${desk.dataset.account}:${desk.dataset.key}:`;
  for (const name of Object.keys(localStorage).filter((kept) => kept.startsWith(prefix))) {
    if (written(JSON.parse(localStorage.getItem(name)).fields) === stored) localStorage.removeItem(name);
  }
};

try {
  if (desk && form && !desk.dataset.unsaved) forget();
} catch {
  // A browser that keeps nothing has nothing to forget.
}
