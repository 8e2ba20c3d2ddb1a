"""The corrections of a story as readers see them: a line above its text that leads to the log below it."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override, pgettext

from articles.chrome import arabic_content
from articles.corrections.models import Correction
from articles.models import Article
from articles.site.conventions import timestamps

# Where the log stands on the page of its story.
PLACE = "corrections"
# More than any story was ever corrected.
MOST = 50


def corrections_of(article: Article) -> list[Correction]:
    """Return the log of a story, the latest first; costs a query where it was ever corrected, and none elsewhere."""
    return list(article.corrections.order_by("-pk")[:MOST]) if article.corrected_at else []


def line_html(article: Article) -> SafeString:
    """Return the line that tells of the latest correction before anybody reads on; nothing where there is none."""
    if article.corrected_at is None:
        return SafeString("")
    says = gettext("This story was corrected:") + " " + timestamps(stays=True)(article.corrected_at)
    return mark_safe(f'<p class="corrected"><a href="#{PLACE}">{says}</a></p>\n')  # noqa: S308 - our own words and a time


def log_html(corrections: Sequence[Correction]) -> SafeString:
    """Return the log as a note of its own; nothing where nothing was corrected."""
    if not corrections:
        return SafeString("")
    written = timestamps(stays=True)
    items = [
        f'<li><p class="correction-time">{written(correction.made_at)}</p>\n'
        f"<p{arabic_content()}>{escape(correction.text)}</p>{_thanks(correction)}</li>\n"
        for correction in corrections
    ]
    heading = pgettext("heading", "Correction") if len(items) == 1 else gettext("Corrections")
    return mark_safe(  # noqa: S308 - what was typed is escaped above
        f'<aside class="corrections" id="{PLACE}" aria-labelledby="{PLACE}-title">\n'
        f'<h2 id="{PLACE}-title">{heading}</h2>\n<ol>\n{"".join(items)}</ol>\n</aside>'
    )


def feed_html(corrections: Sequence[Correction]) -> str:
    """Return the log for the end of a story's text in a feed, which is Arabic and has no styles."""
    if not corrections:
        return ""
    with override("ar"):
        written = timestamps(stays=True)
        items = [
            f"<p><strong>{written(each.made_at)}</strong> {escape(each.text)} {_thanks_line(each)}</p>"
            for each in corrections
        ]
        return f"<hr><h2>{gettext('Corrections')}</h2>{''.join(items)}"


def _thanks(correction: Correction) -> str:
    line = _thanks_line(correction)
    return f'\n<p class="correction-thanks">{line}</p>' if line else ""


def _thanks_line(correction: Correction) -> str:
    """Return who is thanked; the name was typed by a reader, in any script."""
    if not correction.credit:
        return ""
    return gettext("With thanks to the reader %(name)s") % {
        "name": f'<bdi dir="auto">{escape(correction.credit)}</bdi>'
    }
