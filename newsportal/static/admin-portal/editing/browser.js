// Keeps unsaved text in this browser, by account, story and version: the newest few, for a week.
const MOST = 20;
const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "writing:";
const desk = document.querySelector("[data-open-form]");
const { account, key, version, formKey } = desk?.dataset ?? {};
// Each window with a new story has a place of its own.
const own = `${PREFIX}${account}:${key}:${key === "new" ? formKey : version}`;

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};

const records = () =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name, read(name)])
    .sort(([, one], [, other]) => (other?.at ?? 0) - (one?.at ?? 0));

const prune = () => {
  records().forEach(([name, record], place) => {
    if (!record || place >= MOST || Date.now() - record.at > WEEK) localStorage.removeItem(name);
  });
};

const store = ({ detail: { fields }, type }) => {
  try {
    localStorage.setItem(own, JSON.stringify({ at: Date.now(), fields }));
    // Read by writing-done.js on the page that says whether it is saved.
    if (type === "writing:sent") sessionStorage.setItem("writing-sent", own);
    prune();
  } catch {
    document.dispatchEvent(new CustomEvent("writing:said", { detail: { text: desk.dataset.textFull } }));
  }
};

if (desk) {
  for (const name of ["changed", "hidden", "sent"]) document.addEventListener(`writing:${name}`, store);
  try {
    prune();
  } catch {
    // A browser that keeps nothing leaves the copy on the server.
  }
}
