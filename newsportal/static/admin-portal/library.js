// Chooses a picture: the newest ones of the newsroom's list, by a press.
import { gettext } from "django-prose-editor/editor";

const LIST = "/admin/articles/picture/";

const read = (row) => {
  const image = row.querySelector(".field-thumbnail img");
  const link = row.querySelector("a[href*='/change/']");
  return {
    id: Number(link.getAttribute("href").match(/(\d+)\/change/)[1]),
    alternativeText: link.textContent.trim(),
    caption: "",
    credit: row.querySelector(".field-credit")?.textContent.replace(/^[-—]$/, "").trim() ?? "",
    thumbnail: image.getAttribute("src"),
    width: image.width,
    height: image.height,
  };
};

const offer = (picture, choose) => {
  const { thumbnail: src, alternativeText: alt } = picture;
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.append(Object.assign(document.createElement("img"), { src, alt, width: 160 }));
  button.addEventListener("click", () => choose(picture));
  return button;
};

export const choosePicture = async () => {
  const page = new DOMParser().parseFromString(await (await fetch(LIST)).text(), "text/html");
  const pictures = [...page.querySelectorAll("#result_list tbody tr")].map(read);
  const dialog = document.createElement("dialog");
  dialog.className = "prose-editor-dialog body-dialog";
  dialog.setAttribute("aria-label", gettext("Picture from the library"));
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (picture) => {
      chosen = picture;
      dialog.close();
    };
    dialog.append(...pictures.map((picture) => offer(picture, choose)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
};
