// Draws what the form holds in a frame behind the one that is shown, and changes places once it stands there.
// The form is posted, not fetched: the answer is a page under its own policy, and no script runs in it.
const dock = document.querySelector("[data-preview-dock]");
const stage = dock?.querySelector("[data-preview-stage]");
const post = dock?.querySelector("[data-preview-form]");
const status = dock?.querySelector("[data-preview-status]");
const story = document.getElementById("article_form");
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
let count = 0;

const theme = () => {
  const own = document.documentElement.dataset.theme;
  return own === "dark" || own === "light" ? own : systemIsDark.matches ? "dark" : "light";
};

const fill = () => {
  const fields = new FormData(story);
  fields.set("theme", theme());
  fields.set("csrfmiddlewaretoken", csrfToken());
  post.replaceChildren(
    ...[...fields].map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })),
  );
};

const take = (frame) => {
  const isPage = frame.contentDocument?.querySelector(".preview-bar");
  status.textContent = isPage ? "" : status.dataset.failed;
  const before = stage.querySelector("[data-shown]");
  if (!isPage) return frame.remove();
  frame.contentWindow.scrollTo({ top: before?.contentWindow.scrollY ?? 0, behavior: "instant" });
  frame.dataset.shown = "";
  for (const other of [...stage.children]) if (other !== frame) other.remove();
};

const draw = () => {
  if (dock.hidden) return;
  // A new frame each time: going back in the browser never leads through what was drawn before.
  const frame = document.createElement("iframe");
  const title = dock.dataset.name;
  Object.assign(frame, { name: `story-preview-${++count}`, title });
  frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  for (const late of stage.querySelectorAll("iframe:not([data-shown])")) late.remove();
  stage.append(frame);
  // The empty page that a frame begins with has been loaded by now.
  frame.addEventListener("load", () => take(frame));
  fill();
  post.target = frame.name;
  HTMLFormElement.prototype.submit.call(post);
};

if (dock && story) {
  document.addEventListener("story:changed", draw);
  document.addEventListener("preview:wanted", draw);
  systemIsDark.addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
