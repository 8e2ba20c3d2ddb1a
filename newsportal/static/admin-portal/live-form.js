// Sends an entry of a live coverage, by Ctrl and Enter too. Whatever becomes of the answer, the text stays in its field.
const form = document.querySelector("[data-live-form]");
const SERVER_ERROR = 500;
let isUnsent = false;
let isNewer = false;

const write = () => document.querySelector("label[for=id_body]").click();

const send = async () => {
  const said = form.querySelector("[data-live-said]");
  said.textContent = "";
  document.querySelector("[data-live-posted]")?.remove();
  form.setAttribute("aria-busy", "true");
  // Whoever leaves before an answer has come is asked.
  isUnsent = true;
  isNewer = false;
  try {
    form.elements.csrfmiddlewaretoken.value = csrfToken();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status >= SERVER_ERROR) throw new Error(answer.status);
    if (answer.redirected) {
      // The browser asks about what was typed meanwhile, and who stays can send that, too.
      isUnsent = isNewer;
      if (isUnsent) form.removeAttribute("aria-busy");
      location.assign(answer.url + (form.dataset.place ?? ""));
      // To another place in the same page no browser goes by loading it.
      return answer.url === location.href.replace(location.hash, "") && location.reload();
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    isUnsent = form.dispatchEvent(new CustomEvent("refused", { detail: { page, status: answer.status }, cancelable: true }));
  } catch {
    // Why the one before was refused is no word on this one.
    form.querySelector("[data-live-part=refusal]").replaceChildren();
    said.textContent = form.dataset.failed;
  }
  return form.removeAttribute("aria-busy");
};

const listen = () => {
  form.addEventListener("input", () => { isUnsent = isNewer = true; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.hasAttribute("aria-busy")) send();
  });
  // Before the editor, for which these keys break a line.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    const isLine = event.target.matches("input[type=text]");
    if (!event.ctrlKey && !event.metaKey && !isLine) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey) form.requestSubmit();
    else write();
  }, { capture: true });
  addEventListener("beforeunload", (event) => { if (isUnsent) event.preventDefault(); });
  if (document.querySelector("[data-live-posted]")) write();
};

if (form) listen();
