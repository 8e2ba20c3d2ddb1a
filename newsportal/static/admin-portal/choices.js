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

jQuery?.(document).on("select2:select", "select[data-kept-order]", (event) => {
  // A form sends its options in the order of the list. What is chosen once more comes without its element.
  event.target.append([...event.target.options].find(({ value }) => value === String(event.params.data.id)));
  jQuery(event.target).trigger("change.select2");
});
