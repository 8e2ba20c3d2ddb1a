// Which addresses a link may have: what articles/body/addresses.py would drop is mended, or refused while one looks.
import { gettext } from "django-prose-editor/editor";

const LONGEST = 2000;
const REFUSED = /[\x00-\x1f\x7f-\x9f\\<>"`\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
const FORM = /^(https?:\/\/[^\s/?#]+|mailto:[^\s@]+@[^\s@]+|\/(?!\/)\S*$|[#?]\S+$)/i;

// "agency.example/story" is meant as an address of the web, "desk@agency.example" as one for mail.
const complete = (typed) => {
  if (!/^[^\s/?#:]+\.[^\s/?#:]{2,}/.test(typed)) return typed;
  return (typed.includes("@") ? "mailto:" : "https://") + typed;
};

const isTooLong = (href) => href.replaceAll(" ", "%20").length > LONGEST;

// Browsers write these signs as they are into what follows a question mark.
const encoded = (href) => new URL(href).href.replace(/[\\`]/g, encodeURIComponent);

export const mended = (href) => (REFUSED.test(href) && URL.canParse(href) ? encoded(href) : href);

export const isKept = (href) => !isTooLong(href) && !REFUSED.test(href) && URL.canParse(href, document.baseURI);

export const checkAddress = (typed) => {
  const href = mended(complete(typed));
  if (isTooLong(href)) return { error: gettext("This address is too long. Often the page is found without what follows the question mark.") };
  if (isKept(href) && FORM.test(href)) return { href };
  return { error: gettext("This is no address. It looks like https://example.com/story, or like /news/12/ on this site.") };
};
