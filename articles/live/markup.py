"""The entries of a live coverage as readers get them, on the page and by the script that asks for new ones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from articles.chrome import arabic_content
from articles.live.coverage import BEFORE, ENTRY, Coverage
from articles.live.models import LiveEntry
from articles.site.conventions import timestamps

# A number for each form of a counted word (Unicode CLDR, plural rules), as Intl.PluralRules calls the forms.
FORMS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
# Where a script puts the number.
PLACE = "%"


@dataclass(frozen=True)
class Fragment:
    """One entry as HTML; ``version`` is another for every other HTML."""

    pk: int
    version: str
    html: SafeString


def fragments(entries: Sequence[LiveEntry], address: str) -> list[Fragment]:
    """Return the entries of the story at ``address`` as HTML, each with a link to itself."""
    written, arabic = timestamps(), arabic_content()
    pinned, edited = pgettext("live entry", "Pinned"), gettext("Edited:")
    made = []
    for entry in entries:
        pin = f' <span class="live-pin">{pinned}</span>' if entry.is_pinned else ""
        # What names the entry to a screen reader: its headline, or its time where it has none.
        name = f' id="at-{entry.pk}"'
        headline = f"<h3{name}{arabic}>{escape(entry.headline)}</h3>\n" if entry.headline else ""
        change = f'<p class="live-edited">{edited} {written(entry.updated_at)}</p>\n' if entry.updated_at else ""
        link = f'<a href="{escape(entry_address(address, entry.pk))}">{written(entry.posted_at)}</a>'
        inside = (
            f'<p class="live-time"{"" if headline else name}>{link}{pin}</p>\n{headline}'
            f'<div class="story-body live-text"{arabic}>{entry.body_html}</div>\n{change}'
        )
        version = blake2s(inside.encode(), digest_size=6).hexdigest()
        shown, hook = (" live-pinned", " data-pinned") if entry.is_pinned else ("", "")
        html = (
            f'<article class="live-entry{shown}" id="entry-{entry.pk}" tabindex="-1" aria-labelledby="at-{entry.pk}"'
            f' data-entry="{entry.pk}" data-version="{version}"{hook}>\n{inside}</article>\n'
        )
        made.append(Fragment(entry.pk, version, mark_safe(html)))  # noqa: S308 - what was typed is escaped above
    return made


def entry_address(address: str, pk: int) -> str:
    """Return the permalink of an entry of the story at ``address``: the page that holds it, and its place there."""
    return f"{address}?{ENTRY}={pk}#entry-{pk}"


def older_address(coverage: Coverage) -> str:
    """Return the address of the page with older entries; nothing on the last one."""
    address = coverage.article.get_absolute_url()
    return f"{address}?{BEFORE}={coverage.next_cursor}#live" if coverage.next_cursor else ""


def entries_html(coverage: Coverage) -> SafeString:
    """Return all entries of a page."""
    made = fragments(coverage.entries, coverage.article.get_absolute_url())
    return mark_safe("".join([fragment.html for fragment in made]))  # noqa: S308 - HTML already


def state_html(coverage: Coverage) -> SafeString:
    """Return the line that tells whether the coverage goes on, and when its last entry was posted."""
    now, goes_on = pgettext("live coverage", "Live"), gettext("The coverage goes on")
    goes_on = f'<span class="live-now">{now}</span> {goes_on}'
    says = gettext("The coverage has ended") if coverage.is_ended else goes_on
    last = gettext("Last entry:") + " " + timestamps()(coverage.last_at) if coverage.last_at else ""
    facts = "\n".join([f"<span>{fact}</span>" for fact in filter(None, [says, last])])
    return mark_safe(f'<p class="live-state" data-live-state>{facts}</p>\n')  # noqa: S308 - our own words and a time


def waiting_words() -> str:
    """Return how new entries that wait are called, form by form of the page's language, as JSON for a script."""
    words = {
        form: ngettext("%(count)s new entry", "%(count)s new entries", number) % {"count": PLACE}
        for form, number in FORMS.items()
    }
    return json.dumps(words, ensure_ascii=False)


def told(coverage: Coverage) -> dict[str, Any]:
    """Return what the script of a page is told: the entries of the first page, which are pinned, and the state."""
    made = fragments(coverage.entries, coverage.article.get_absolute_url())
    return {
        "entries": [{"id": each.pk, "version": each.version, "html": each.html} for each in made],
        "pinned": [entry.pk for entry in coverage.pinned],
        "state": state_html(coverage),
        "ended": coverage.is_ended,
    }
