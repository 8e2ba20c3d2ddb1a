// Names for boxes in a list, by their column and row, and for groups of radio buttons, which Django 5.2 leaves without.
const textOf = (element) => element?.textContent.trim().replace(/[:：]$/, "") ?? "";

for (const field of document.querySelectorAll("#result_list tbody td :is(input, select):not([type=hidden], .action-select)")) {
  const column = field.closest("table").tHead.rows[0].cells[field.closest("td").cellIndex];
  field.setAttribute("aria-label", `${textOf(column)} ${textOf(field.closest("tr").querySelector("th"))}`);
  // The help that it would name stands in no list.
  field.removeAttribute("aria-describedby");
}

for (const radio of document.querySelectorAll(".form-row input[type=radio]")) {
  const group = radio.closest("[id]:not(input, label)");
  if (!group?.closest(".form-row")) continue;
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", textOf(group.closest(".form-row").querySelector("label:not(:has(input)), legend")));
}
