"""The list of contents above a long text, made of its headings."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from articles.body.build import plain_text

# As articles/body/build.py writes them; smaller ones would make the list a text of its own.
HEADING = re.compile(r'<(h[23]) id="([^"]*)">(.*?)</\1>', re.DOTALL)
FEWEST = 4
# A longer list is folded, so that the text begins on the first screen.
MOST_OPEN = 8


def contents_html(body_html: str) -> SafeString:
    """Return the contents of a built text with four headings or more; nothing for others."""
    found = HEADING.findall(body_html)
    headings = [(level, anchor, words) for level, anchor, inner in found if (words := plain_text(inner))]
    if len(headings) < FEWEST:
        return SafeString("")
    # The words are the newsroom's, what stands above them is the page's.
    foreign = ' lang="ar" dir="rtl"' if get_language() == "en" else ""
    items = "".join(
        f'<li class="contents-{level}"><a href="#{anchor}">{escape(words)}</a></li>\n'
        for level, anchor, words in headings
    )
    is_open = " open" if len(headings) <= MOST_OPEN else ""
    title = gettext("In this story")
    return mark_safe(  # noqa: S308 - anchors are escaped where they are built, the words above
        f'<nav class="contents" aria-label="{title}">\n<details{is_open}><summary>{title}</summary>\n'
        f"<ol{foreign}>\n{items}</ol></details>\n</nav>\n"
    )
