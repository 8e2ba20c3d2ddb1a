"""What a live coverage says of itself to search engines and to feed readers."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.body.build import plain_text
from articles.live.coverage import Coverage
from articles.live.markup import entry_address
from articles.live.models import LiveEntry

# Characters of an entry that stand for a headline where it has none.
TITLE_LENGTH = 110


def title_of(entry: LiveEntry) -> str:
    """Return the headline of an entry, or the beginning of its text."""
    return entry.headline or Truncator(plain_text(entry.body_html)).chars(TITLE_LENGTH)


def live_facts(coverage: Coverage, url: str) -> Mapping[str, Any]:
    """Return what schema.org's LiveBlogPosting has beyond an article, of the entries that the page shows."""
    article = coverage.article
    moments = [entry.updated_at or entry.posted_at for entry in coverage.entries]
    facts: dict[str, Any] = {
        # What somebody paid for stays called so.
        "@type": "" if article.sponsor else "LiveBlogPosting",
        "coverageStartTime": _iso(article.published_at),
        "coverageEndTime": _iso(article.coverage_ended_at),
        "liveBlogUpdate": [_update(entry, url) for entry in coverage.entries],
    }
    if moments:
        facts["dateModified"] = _iso(max(filter(None, [*moments, article.published_at, article.updated_at])))
    return {name: value for name, value in facts.items() if value}


def feed_link(coverage: Coverage) -> SafeString:
    """Return the element that leads feed readers from the page to the coverage's own feed."""
    address = reverse("live_feed", args=[coverage.article.pk])
    title = escape(coverage.article.title)
    return SafeString(f'\n<link rel="alternate" type="application/rss+xml" title="{title}" href="{address}">')


def _update(entry: LiveEntry, url: str) -> dict[str, Any]:
    facts = {
        "@type": "BlogPosting",
        "url": entry_address(url, entry.pk),
        "headline": title_of(entry),
        "articleBody": plain_text(entry.body_html),
        "datePublished": _iso(entry.posted_at),
        "dateModified": _iso(entry.updated_at),
    }
    return {name: value for name, value in facts.items() if value}


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
