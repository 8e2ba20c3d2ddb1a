// Offers what this browser kept of the story, where it is newer than what the server kept.
const desk = document.querySelector("[data-open-form]");
const offer = document.querySelector("[data-local-offer]");
const ours = document.querySelector("[data-offer]");
const EASTERN = document.querySelector("[data-digits=eastern]") ? "arab" : "latn";

const found = () => {
  const prefix = `writing:${desk.dataset.account}:${desk.dataset.key}:`;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  const records = names.map((name) => [name, JSON.parse(localStorage.getItem(name))]);
  return records.filter(([, record]) => record?.fields).sort(([, one], [, other]) => other.at - one.at)[0];
};

const wordsIn = (fields) => {
  const body = fields.find(([name]) => name === "body")?.[1] ?? "";
  const text = new DOMParser().parseFromString(body.replaceAll("<", " <"), "text/html").body.textContent;
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
};

const told = ({ at, fields }) => {
  const language = `${document.documentElement.lang === "ar" ? "ar" : "en-GB"}-u-nu-${EASTERN}`;
  const form = { timeZone: desk.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const time = new Date(at).toLocaleString(language, isToday ? form : { ...form, day: "numeric", month: "long" });
  const words = new Intl.NumberFormat(language).format(wordsIn(fields));
  return desk.dataset.textLocal.replace("{time}", time).replace("{words}", words);
};

// What the browser kept goes to the server as a form would send it, and comes back as a form that is filled in.
const post = (action, button, fields) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  form.enctype = "multipart/form-data";
  for (const [name, value] of [["csrfmiddlewaretoken", csrfToken()], [button, "posted"], ...fields]) {
    const input = document.createElement("textarea");
    form.append(Object.assign(input, { name, value }));
  }
  document.body.append(form);
  form.submit();
};

try {
  const [name, record] = (desk && !desk.dataset.unsaved && found()) || [];
  if (record && record.at > Number(ours?.dataset.moment ?? 0) * 1000 + 3_000) {
    if (ours) ours.hidden = true;
    offer.querySelector("[data-said]").textContent = told(record);
    offer.hidden = false;
    const doing = {
      restore: () => post(location.pathname, "_restore", record.fields),
      compare: () => post(desk.dataset.compare, "_compare", record.fields),
      discard: () => { localStorage.removeItem(name); offer.hidden = true; },
    };
    offer.addEventListener("click", ({ target }) => doing[target.dataset.do]?.());
  }
} catch {
  // A browser that keeps nothing has nothing to offer.
}
