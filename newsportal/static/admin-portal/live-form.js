// Sends an entry of a live coverage, by Ctrl and Enter too. Whatever becomes of the answer, the text stays in its field.
const form = document.querySelector("[data-live-form]");
const SERVER_ERROR = 500;
let isUnsent = false;

const write = () => document.querySelector("label[for=id_body]").click();

const send = async () => {
  const said = form.querySelector("[data-live-said]");
  said.textContent = "";
  form.setAttribute("aria-busy", "true");
  try {
    form.elements.csrfmiddlewaretoken.value = csrfToken();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status >= SERVER_ERROR) throw new Error(answer.status);
    isUnsent = false;
    // What was not stored comes back on a page that says why.
    if (answer.redirected) location.assign(answer.url + (form.dataset.place ?? ""));
    else form.submit();
  } catch {
    said.textContent = form.dataset.failed;
    form.removeAttribute("aria-busy");
  }
};

const listen = () => {
  form.addEventListener("input", () => { isUnsent = true; });
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
