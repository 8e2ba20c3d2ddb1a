// Links of pasted text: without what counts readers, and without places inside the page or file they come from.
import { isKept, mended } from "newsroom/body/addresses";

const TRACKING = /^(utm_\w+|fbclid|gclid|mc_eid|igshid|si|ref_src)$/;

const target = (href) => {
  if (!URL.canParse(href)) return href;
  const url = new URL(href);
  // Google Docs and Facebook lead through a page that counts.
  const behind = /(^|\.)(google|facebook)\.com$/.test(url.hostname) && (url.searchParams.get("q") ?? url.searchParams.get("u"));
  if (/^\/(url|l\.php)$/.test(url.pathname) && behind) return target(behind);
  const tracked = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  tracked.forEach((name) => url.searchParams.delete(name));
  return tracked.length ? url.href : href;
};

export const mendLinks = (root) => {
  for (const link of root.querySelectorAll("a")) {
    const href = mended(target(link.getAttribute("href") ?? ""));
    if (/^(https?:|mailto:)/i.test(href) && isKept(href)) link.setAttribute("href", href);
    else link.replaceWith(...link.childNodes);
  }
};
