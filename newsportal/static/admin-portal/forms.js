// Names for fields that Django's own forms leave without one: parts of a date, and boxes that search while one types.
const textOf = (element) => element?.textContent.trim().replace(/[:：]$/, "") ?? "";

const labelOf = (field) => {
  const label = document.querySelector(`label[for="${field.id}"]`);
  const column = field.closest("td")?.cellIndex;
  return textOf(label ?? (column === undefined ? null : field.closest("table").tHead?.rows[0].cells[column]));
};

const nameDates = () => {
  for (const field of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const whole = field.closest(".fieldBox, .form-row").querySelector("label, legend");
    // Django 6.1 has a label for each part, 5.2 bare words.
    const part = labelOf(field) || textOf(field.previousSibling);
    field.setAttribute("aria-label", `${textOf(whole)} ${part}`);
  }
};

const nameCells = () => {
  for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
    field.setAttribute("aria-label", labelOf(field));
  }
};

const nameSearches = () => {
  for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
    const name = labelOf(field);
    const box = field.nextElementSibling;
    // A single choice reads as its field's name and what is chosen; a list of choices has a box to type in.
    const chosen = box.querySelector(".select2-selection--single .select2-selection__rendered");
    chosen?.setAttribute("aria-label", name);
    box.querySelector(".select2-selection--single")?.setAttribute("aria-label", `${name} ${textOf(chosen)}`);
    box.querySelector(".select2-selection--single")?.removeAttribute("aria-labelledby");
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  }
};

const nameAll = () => {
  nameDates();
  nameCells();
  nameSearches();
  // Holds the name of a row above its fields, and has no heading of its own.
  document.querySelectorAll("th.original").forEach((cell) => cell.setAttribute("role", "presentation"));
  document.querySelectorAll("span.help-tooltip[aria-label]").forEach((icon) => icon.setAttribute("role", "img"));
};

const jQuery = window.django?.jQuery;
if (jQuery) {
  // After the admin's own scripts, some of which wait for the same moment.
  addEventListener("load", () => jQuery(nameAll));
  jQuery(document).on("formset:added", nameAll);
  jQuery(document).on("change", nameSearches);
  jQuery(document).on("select2:open", (event) => {
    document.querySelector(".select2-dropdown .select2-search__field")?.setAttribute("aria-label", labelOf(event.target));
    for (const box of document.querySelectorAll("[role=combobox][aria-owns]")) {
      box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    }
  });
}
