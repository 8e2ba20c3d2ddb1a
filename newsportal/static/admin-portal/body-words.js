// Bold, emphasis and links: what is pasted or typed becomes what the sanitiser keeps.
import { Bold, gettext, Italic, Link, updateAttrsDialog } from "django-prose-editor/editor";

// The policy applies no style attribute, and reports each: what a word processor says in one is read as data.
export const keepStylesAsData = (html) =>
  html.replace(/<(\/?)h1\b/gi, "<$1h2").replace(/(<[a-z][^<>]*?\s)style\s*=/gi, "$1data-style=");

const styled = (tag, pattern) => ({ tag, getAttrs: (element) => pattern.test(element.dataset.style ?? "") && null });
const unless = (tag, pattern) => ({ tag, getAttrs: (element) => !pattern.test(element.dataset.style ?? "") && null });

// Google Docs wraps a whole text in a <b> that is not bold.
export const Strong = Bold.extend({
  parseHTML: () => [
    { tag: "strong" },
    unless("b", /font-weight:\s*(normal|400)/),
    styled("span", /font-weight:\s*(bold|[6-9]00)/),
  ],
});

export const Emphasis = Italic.extend({
  parseHTML: () => [{ tag: "em" }, unless("i", /font-style:\s*normal/), styled("span", /font-style:\s*italic/)],
});

// "agency.example/story" is meant as an address of the web, "desk@agency.example" as one for mail.
const complete = (typed) => {
  if (!/^[^\s/?#:]+\.[^\s/?#:]{2,}/.test(typed)) return typed;
  return (typed.includes("@") ? "mailto:" : "https://") + typed;
};

const askForAddress = (editor) => {
  const fields = { href: { type: "string", title: gettext("URL") } };
  return updateAttrsDialog(fields, { title: gettext("Edit Link") })(editor, editor.getAttributes("link"));
};

export const Address = Link.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false;
          askForAddress(editor).then((answer) => {
            const href = complete(answer?.href.trim() ?? "");
            if (href) editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
          });
          return true;
        },
    };
  },
}).configure({ autolink: false, enableTarget: false, protocols: ["http", "https", "mailto"] });
