// Sends a note without leaving the form of its story, whose unsaved text stays.
const box = document.querySelector("[data-notes]");
const panel = box?.closest(".side-panel");
const said = panel?.querySelector("[role=status]");

const typed = (without) =>
  [...box.querySelectorAll("textarea")].filter((field) => !without.contains(field)).map(({ id, value }) => [id, value]);

const show = (part, others) => {
  box.replaceChildren(...part.body.childNodes);
  const notes = box.querySelector(".notes");
  panel.querySelector("h2").textContent = notes.dataset.heading;
  for (const [id, value] of others) {
    const field = document.getElementById(id);
    if (field && value) {
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }
  const fresh = box.querySelector("[aria-invalid]") || document.getElementById(notes.dataset.fresh);
  fresh?.closest(".settled")?.setAttribute("open", "");
  fresh?.focus();
};

box?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  said.textContent = "";
  const fields = new FormData(form, event.submitter);
  fields.set("part", "1");
  fields.set("csrfmiddlewaretoken", csrfToken());
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!part.querySelector(".notes[data-heading]") || part.getElementById("header")) throw new Error(answer.status);
    show(part, typed(form));
  } catch {
    said.textContent = box.dataset.failed;
  }
  form.removeAttribute("aria-busy");
});
