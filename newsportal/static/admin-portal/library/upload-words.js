// Saves the words of all files that were just uploaded, and puts what is wrong beside its field.
const mark = (form, errors) => {
  for (const [key, fields] of Object.entries(errors)) {
    for (const [name, wrong] of Object.entries(fields)) {
      const field = form.elements[`${key}-${name}`];
      if (!field) continue;
      const note = Object.assign(document.createElement("span"), { className: "upload-error", textContent: wrong.map(({ message }) => message).join(" ") });
      note.id = `${key}-${name}-error`;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", note.id);
      field.after(note);
    }
  }
};

const clean = (form) => {
  for (const note of form.querySelectorAll("label .upload-error")) note.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
};

// Gives the pictures as they stand now, or null where nothing was saved; ``drop`` says which.
export const saveWords = async (drop) => {
  const form = drop.querySelector("[data-tray]");
  const told = form.querySelector("[data-told]");
  clean(form);
  told.textContent = "";
  const fields = new FormData(form);
  fields.set("csrfmiddlewaretoken", csrfToken());
  const answer = await fetch(form.action, { method: "POST", body: fields })
    .then(async (response) => ({ isOk: response.ok, ...(await response.json()) }))
    .catch(() => ({ isOk: false }));
  mark(form, answer.errors ?? {});
  told.textContent = answer.isOk ? drop.dataset.saved : drop.dataset.unsaved;
  return answer.isOk ? answer.pictures : null;
};
