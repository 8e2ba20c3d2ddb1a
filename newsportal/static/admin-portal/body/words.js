// Bold, emphasis and links: what is pasted or typed becomes what the sanitiser keeps.
import { Bold, gettext, Italic, Link } from "django-prose-editor/editor";
import { checkAddress, isKept } from "newsroom/body/addresses";
import { ask } from "newsroom/body/dialog";

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

const leadsOutside = (href, host) => /^https?:/i.test(href) && URL.canParse(href) && new URL(href).hostname !== host;

export const Address = Link.extend({
  addOptions() {
    const ours = { autolink: false, enableTarget: false, protocols: ["http", "https", "mailto"], host: "" };
    // Asked of an address that is pasted over words, too.
    return { ...this.parent?.(), ...ours, shouldAutoLink: isKept };
  },
  addAttributes: () => ({ href: { default: null, parseHTML: (element) => element.getAttribute("href") } }),
  renderHTML({ HTMLAttributes: { href } }) {
    return ["a", leadsOutside(href, this.options.host) ? { href, rel: "noopener" } : { href }, 0];
  },
  addCommands() {
    const words = { title: gettext("Edit Link"), label: gettext("Address"), submit: gettext("Update") };
    const addLink = () => ({ editor }) => {
      if (editor.state.selection.empty && !editor.isActive("link")) return false;
      ask({ ...words, value: editor.getAttributes("link").href, check: checkAddress }).then((answer) => {
        if (answer) editor.chain().focus().extendMarkRange("link").setLink(answer).run();
      });
      return true;
    };
    return { ...this.parent?.(), addLink };
  },
});
