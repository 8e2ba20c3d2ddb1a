// What a body may hold beyond the library's own elements, so that editing a text loses none of it.
import { Blockquote, Mark, Node } from "django-prose-editor/editor";

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: ({ [name]: _, ...values }) => {
    const value = values[name.slice("data-".length)];
    return value ? { [name]: value } : {};
  },
});

export const Quote = Blockquote.extend({ content: "block+ attribution?" });

// Who said it, at the end of a quotation. The rule comes before the one of the mark below.
export const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  parseHTML: () => [{ tag: "cite", context: "blockquote/", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes, 0],
});

export const Cite = Mark.create({
  name: "cite",
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes, 0],
});

export const StoryCaption = Node.create({
  name: "storyCaption",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
});

// A picture of the library or something embedded; a readable line stands in its place, its caption can be edited.
export const StoryFigure = Node.create({
  name: "storyFigure",
  group: "block",
  content: "storyCaption",
  isolating: true,
  addOptions: () => ({ labels: {} }),
  addAttributes: () => ({ picture: attribute("data-picture"), embed: attribute("data-embed") }),
  parseHTML: () => [{ tag: "figure[data-picture]" }, { tag: "figure[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView() {
    return ({ node }) => {
      const { picture, embed } = node.attrs;
      const dom = document.createElement("figure");
      const line = document.createElement("p");
      line.contentEditable = "false";
      line.textContent = this.options.labels[picture ? "picture" : "embed"].replace("%s", picture ?? embed);
      const contentDOM = document.createElement("div");
      dom.append(line, contentDOM);
      return { dom, contentDOM };
    };
  },
});
