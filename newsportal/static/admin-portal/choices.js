// Boxes that complete names: what is chosen last stands last, and a tag may be typed anew. articles/admin/choosing.py
// reads what they send.
const jQuery = window.django?.jQuery;

// Runs before the admin's own script makes the boxes.
jQuery?.fn.select2?.defaults.set("createTag", ({ term }) => {
  const name = term.trim();
  return name ? { id: `new:${name}`, text: `+ ${name}` } : null;
});

// What is there already stands first.
jQuery?.fn.select2?.defaults.set("insertTag", (found, typed) => found.push(typed));

// What a server finds gets no id from Select2, without which a screen reader hears nothing of what is marked.
const found = jQuery?.fn.select2?.amd.require("select2/results").prototype;
if (found) {
  const { option } = found;
  let number = 0;
  found.option = function named(data) {
    data._resultId ??= `found-${(number += 1)}`;
    return option.call(this, data);
  };
}

jQuery?.(document).on("select2:select", "select[data-kept-order]", (event) => {
  // A form sends its options in the order of the list. What is chosen once more comes without its element.
  event.target.append([...event.target.options].find(({ value }) => value === String(event.params.data.id)));
  jQuery(event.target).trigger("change.select2");
});
