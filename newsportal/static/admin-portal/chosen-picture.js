// Chooses the picture of a story or an author from the media library, and shows what is chosen.
import { choosePicture } from "newsroom/library";
import { ask } from "newsroom/library-list";

const box = document.querySelector("[data-chosen-picture]");
const field = document.getElementById(`id_${box?.dataset.field}`);

const watch = () => {
  const library = box.dataset.chosenPicture;
  const image = box.querySelector("img");
  const remove = box.querySelector("[data-remove]");
  const told = box.querySelector("[data-told]");
  const show = (picture) => {
    image.hidden = remove.hidden = !picture;
    image.alt = picture?.name ?? "";
    if (picture) image.src = picture.thumbnail;
    told.textContent = picture ? image.alt : told.dataset.removed;
    box.querySelector("[data-none]")?.remove();
  };
  const set = (picture) => {
    if (picture && ![...field.options].some(({ value }) => value === String(picture.id))) {
      field.append(new Option(picture.name || picture.alternativeText, picture.id));
    }
    field.value = picture ? picture.id : "";
    // The box that completes names listens to the admin's jQuery alone.
    django.jQuery(field).trigger("change.select2");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show(picture);
  };
  // What the box itself chooses is known by its number alone.
  django.jQuery(field).on("change", async () => {
    if (!field.value) return show(null);
    const found = await ask(library, { picture: field.value }).catch(() => null);
    const facts = found?.querySelector("[data-picture]")?.dataset.picture;
    return facts && show(JSON.parse(facts));
  });
  box.querySelector("[data-choose]").addEventListener("click", async () => {
    const picture = await choosePicture(library);
    if (picture) set(picture);
  });
  remove.addEventListener("click", () => {
    set(null);
    box.querySelector("[data-choose]").focus();
  });
  box.querySelector("[data-buttons]").hidden = false;
};

if (box && field?.matches("select")) watch();
