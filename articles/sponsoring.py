"""Sponsored content: stories that somebody paid for say so wherever they stand."""

import re
from html import escape

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override, pgettext

from newsportal.arabic.bidi import direction

# Links that lead out of the site: those within begin with a slash or a number sign.
OUTSIDE = re.compile(r'<a href="(https?://[^"]*)"((?:\s[^>]*)?)>')
RELATION = re.compile(r'\srel="([^"]*)"')


def sponsored_by(sponsor: str) -> str:
    """Return the label in the paper's own language, for feeds and pictures; empty for a story that nobody paid for."""
    if not sponsor:
        return ""
    with override(settings.LANGUAGE_CODE):
        return gettext("Sponsored by %(name)s") % {"name": sponsor}


def label_html(sponsor: str, *, is_short: bool = False) -> SafeString:
    """Return the label in the page's language, and a space; nothing for a story that nobody paid for.

    It may stand among words of the newsroom, which are Arabic on every page; a link of a list takes the short one.
    """
    if not sponsor:
        return SafeString("")
    name = f'<bdi lang="ar" dir="{direction(sponsor)}">{escape(sponsor)}</bdi>'
    words = pgettext("in a list", "Sponsored by %(name)s") if is_short else gettext("Sponsored by %(name)s")
    language = ' lang="en" dir="ltr"' if get_language() == "en" else ""
    label = escape(words) % {"name": name}
    return mark_safe(f'<span class="sponsored"{language}>{label}</span> ')  # noqa: S308 - the name is escaped above


def with_paid_links(body_html: str) -> SafeString:
    """Return a built text whose links out of the site say that they were paid for.

    Search engines ask for ``rel="sponsored"`` (Google Search Central, "Qualify your outbound links").
    """
    return mark_safe(OUTSIDE.sub(_paid, body_html))  # noqa: S308 - a built text, and one word more in it


def _paid(link: re.Match[str]) -> str:
    address, others = link.groups()
    site = settings.SITE_URL.rstrip("/")
    if site and f"{address}/".startswith(f"{site}/"):
        return link[0]
    found = RELATION.search(others)
    relations = dict.fromkeys([*(found[1].split() if found else []), "sponsored"])
    return f'<a href="{address}"{RELATION.sub("", others)} rel="{" ".join(relations)}">'
