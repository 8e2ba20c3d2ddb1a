// Leads from the summary of errors to the field itself, also where a script put another element in its place.
const FIELDS = ".ProseMirror, .select2-selection, input:not([type=hidden]), select, textarea";

const fieldOf = (id) => {
  const field = document.getElementById(id);
  field?.closest("details")?.setAttribute("open", "");
  const isHidden = field?.matches(".select2-hidden-accessible, [data-body-editor]") ?? true;
  if (isHidden) return field?.closest(".form-row, td, form")?.querySelector(FIELDS);
  return field.matches(FIELDS) ? field : field.querySelector(FIELDS);
};

const summary = document.querySelector("[data-error-summary]");
summary?.addEventListener("click", (event) => {
  const field = fieldOf(decodeURIComponent(event.target.closest("a")?.hash.slice(1) ?? ""));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
});
summary?.focus();
