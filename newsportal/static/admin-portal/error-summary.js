// Leads from the summary of errors to the field itself, also where a script put another element in its place.
const FIELDS = "input:not([type=hidden]), select, textarea";
const STAND_INS = ".ProseMirror, .select2-selection";

const fieldOf = (id) => {
  const field = document.getElementById(id);
  field?.closest("details")?.setAttribute("open", "");
  const isHidden = field?.matches(".select2-hidden-accessible, [data-body-editor]") ?? true;
  if (isHidden) return field?.closest("[data-field], .form-row, td, form")?.querySelector(STAND_INS);
  return field.matches(FIELDS) ? field : field.querySelector(FIELDS);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a");
  const field = link && fieldOf(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
});
document.querySelector("[data-error-summary]")?.focus();
