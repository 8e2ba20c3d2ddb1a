"""What the desk shows of a comment: its text with what hides in it, its labels, reports and record."""

import re
from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from articles.site.conventions import digits, quoted, timestamp
from comments.admin.outcomes import name_of
from comments.models import Comment, Move, Report
from comments.rules.deeds import HELD_FOR_LAW
from comments.rules.registry import labels
from comments.rules.words import SPAM_WORDS, WORDS, Match, matches, written_in
from comments.score.words import because, level
from comments.text import marked_html
from newsportal.arabic.bidi import isolate
from newsportal.arabic.unseen import name_unseen

Status = Comment.Status

MOST_LISTED = 50
# Values in our own HTML are escaped, so that no other angle bracket stands in it.
TAG = re.compile(r"(<[^>]*>)")


def story(comment: Comment) -> SafeString:
    title = comment.article.title
    return format_html(
        '<a class="story" lang="ar" dir="rtl" href="{}" title="{}">{}</a>',
        comment.article.get_absolute_url(),
        title,
        title,
    )


def shown_text(comment: Comment) -> SafeString:
    """Return the comment as HTML, listed words in it marked, and characters that show nothing named."""
    if comment.is_emptied:
        return format_html('<p class="help">{}</p>', _("Deleted: its place stands, since others replied."))
    return shown_unseen(_marked(comment))


def shown_unseen(html: str) -> SafeString:
    """Return HTML in whose text, and in no tag, the characters that show nothing are named."""
    return SafeString("".join(part if part[:1] == "<" else name_unseen(part, _named) for part in TAG.split(html)))


def states(comment: Comment) -> SafeString:
    """Return status and marks of a comment as a row of labels."""
    labels = [(comment.status, str(Status(comment.status).label)), *_marks(comment)]
    return format_html_join(" ", '<span class="state state-{}">{}</span>', labels)


def labels_of(comment: Comment) -> list[tuple[str, str]]:
    """Return kind and words of what a moderator has to know of a comment at one glance; costs no query."""
    state = [] if comment.status == Status.PENDING else [(comment.status, str(Status(comment.status).label))]
    return [*state, *_marks(comment), *(("rule", reason) for reason in _reasons(comment)), *risk_of(comment)]


def risk_of(comment: Comment) -> list[tuple[str, str]]:
    """Return how likely a waiting comment is to be refused, and why, as one label; none for a low risk."""
    words = level(comment.risk) if comment.status == Status.PENDING else ""
    if not words:
        return []
    reasons = pgettext("between names", ", ").join(because(comment))
    return [("risk", f"{words}: {reasons}" if reasons else str(words))]


def reported(count: int) -> str:
    """Return how many readers reported a comment, in words."""
    return digits(ngettext("%(count)d report", "%(count)d reports", count) % {"count": count})


def reports(comment: Comment) -> SafeString:
    """Return what readers said against a comment as a list, the latest first; costs a query."""
    return _reports(comment, lambda report: "")


def reports_with_networks(comment: Comment) -> SafeString:
    """Return the same with the network from which each report came."""
    return _reports(comment, lambda report: report.network)


def record(comment: Comment) -> SafeString:
    """Return the latest moves of a comment as a list, the latest first; costs a query."""
    items = (
        (
            timestamp(move.at),
            name_of(move),
            _way(move),
            " · ".join([*labels(move.rule), *([isolate(move.reason)] if move.reason else [])]),
        )
        for move in comment.moves.select_related("by")[:MOST_LISTED]
    )
    listed = format_html_join("", '<li>{} <bdi dir="auto">{}</bdi>: {} <span>{}</span></li>', items)
    return format_html('<ol class="record">{}</ol>', listed)


def _reports(comment: Comment, whence: Callable[[Report], str]) -> SafeString:
    latest = list(comment.reports.all()[: MOST_LISTED + 1])
    items = (
        (timestamp(report.at), report.get_reason_display(), report.line, whence(report))
        for report in latest[:MOST_LISTED]
    )
    shown = format_html_join("", '<li>{} <strong>{}</strong> <bdi>{}</bdi> <bdi dir="ltr">{}</bdi></li>', items)
    if len(latest) > MOST_LISTED:
        shown += format_html("<li>{}</li>", _("… and more"))
    return format_html('<ol class="record">{}</ol>', shown) if latest else SafeString("—")


def _way(move: Move) -> str:
    """Return where a comment was moved; one that stayed where it was is named once."""
    origin, to = move.get_from_status_display() or _("received"), move.get_to_status_display()
    return to if move.from_status == move.to_status else f"{origin} › {to}"


def _marks(comment: Comment) -> list[tuple[str, str]]:
    marks = [
        ("pick", str(_("Editor’s pick")), comment.is_pick),
        ("law", str(HELD_FOR_LAW.reason), comment.legal_hold),
        ("reported", reported(comment.open_reports), comment.open_reports),
    ]
    return [(kind, words) for kind, words, stands in marks if stands]


def _reasons(comment: Comment) -> list[str]:
    """Return by which rules it waits, and which listed words stand in it."""
    found = [match.word for written in written_in(comment) for match in _listed(comment, written)]
    return [*labels(comment.held_because), *(quoted(word) for word in dict.fromkeys(found))]


def _named(name: str) -> str:
    return format_html('<span class="unseen" title="{}">{}</span>', _("A character that shows nothing"), name)


def _marked(comment: Comment) -> str:
    """Return the comment with the listed words in it marked, where it was held for one."""
    found = _listed(comment, comment.text)
    return marked_html(comment.text, [(one.start, one.end) for one in found]) if found else comment.html


def _listed(comment: Comment, written: str) -> Sequence[Match]:
    codes = comment.held_because.split(",")
    return matches(written) if WORDS.code in codes or SPAM_WORDS.code in codes else []
