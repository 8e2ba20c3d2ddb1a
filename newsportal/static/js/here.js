// The newsroom's bar on a story, for a browser that signed in there (signed-in.js); no other one asks for it.
const FLAG = "staff";
const place = document.querySelector("[data-here]");

const make = (name, attributes, text = "") => {
  const element = document.createElement(name);
  Object.entries(attributes).forEach((pair) => element.setAttribute(...pair));
  element.textContent = text;
  return element;
};

const bar = ({ label, language: lang, direction: dir, links }) => {
  const nav = make("nav", { class: "staff-bar", "aria-label": label, lang, dir });
  nav.append(...links.map(({ address, text }) => make("a", { href: address }, text)));
  return nav;
};

const offerReplies = ({ reply: { address, text }, language: lang, direction: dir }) => {
  // The place of a deleted comment takes no reply.
  for (const actions of document.querySelectorAll("[data-actions=reply]")) {
    const key = actions.closest("[id^=comment-]").id.replace("comment-", "");
    const href = address.replace("/0/", `/${key}/`);
    actions.append(make("a", { class: "staff-reply", href, rel: "nofollow", lang, dir }, text));
  }
};

const show = (here) => {
  const style = make("link", { rel: "stylesheet", href: here.style });
  style.addEventListener("load", () => document.body.append(bar(here)));
  document.head.append(style);
  if (here.reply) { offerReplies(here); }
};

const ask = async () => {
  const answer = await fetch(place.dataset.here);
  const here = answer.ok ? await answer.json() : null;
  if (here?.links) { show(here); } else if (here) { localStorage.removeItem(FLAG); }
};

try {
  // Without an answer the page is a reader's.
  if (place && localStorage.getItem(FLAG)) { ask().catch(() => {}); }
} catch {
  // A browser that keeps nothing knows of no newsroom.
}
