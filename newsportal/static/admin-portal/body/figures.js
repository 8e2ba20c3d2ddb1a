// Pictures of the library and embedded addresses: shown with their words, the caption edited in place.
import { gettext, Node } from "django-prose-editor/editor";

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(`data-${name}`),
  renderHTML: ({ [name]: value }) => (value ? { [`data-${name}`]: value } : {}),
});

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const shownPicture = (picture, key) => {
  if (!picture) return [make("p", { textContent: `${gettext("This picture is not in the library any more.")} (${key})` })];
  const { thumbnail, alternativeText, credit, width, height } = picture;
  const words = [alternativeText || gettext("No alternative text yet"), credit].filter(Boolean);
  const about = make("small", {}, ...words.map((textContent) => make("span", { textContent })));
  return [make("img", { src: thumbnail, alt: alternativeText, width, height, draggable: false }), about];
};

const shownEmbed = (address) => {
  const icon = make("span", { className: "material-icons", textContent: "smart_display" });
  icon.setAttribute("aria-hidden", "true");
  return [make("p", { className: "story-embed" }, icon, make("bdi", { dir: "ltr", textContent: address }))];
};

export const StoryCaption = Node.create({
  name: "storyCaption",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption", context: "storyFigure/" }],
  renderHTML: () => ["figcaption", 0],
});

export const StoryFigure = Node.create({
  name: "storyFigure",
  group: "block",
  content: "storyCaption",
  isolating: true,
  // A function, since the library copies what is no more than data.
  addOptions: () => ({ pictureOf: () => null }),
  addAttributes: () => ({ picture: attribute("picture"), embed: attribute("embed") }),
  parseHTML: () => [{ tag: "figure[data-picture]" }, { tag: "figure[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView() {
    return ({ node: { attrs }, editor, getPos }) => {
      const picture = this.options.pictureOf(attrs.picture);
      const remove = make("button", { type: "button", textContent: gettext("Remove"), className: "story-remove" });
      remove.addEventListener("click", () => editor.chain().setNodeSelection(getPos()).deleteSelection().focus().run());
      const shown = make("div", { contentEditable: "false", className: "story-shown" });
      shown.append(...(attrs.picture ? shownPicture(picture, attrs.picture) : shownEmbed(attrs.embed)), remove);
      const contentDOM = make("div", { className: "story-caption" });
      contentDOM.dataset.hint = picture?.caption || gettext("Caption");
      return { dom: make("figure", {}, shown, contentDOM), contentDOM, stopEvent: ({ target }) => target === remove };
    };
  },
});
