"""What the queue shows of a comment; each function is one column."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from articles.site.conventions import digits, quoted, timestamp
from comments.admin.legal import state_labels
from comments.admin.private import mask_email
from comments.models import Comment, Move, Report
from comments.rules.registry import REPORTED, labels
from comments.rules.words import SPAM_WORDS, WORDS, Match, matches, written_in
from comments.text import marked_html
from newsportal.arabic.bidi import isolate

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Longer comments stand folded in their row, and open in place.
SHORT = 400
MOST_LISTED = 50


@admin.display(description=_("commenter"), ordering="name")
def author(comment: Comment) -> SafeString:
    return _author(comment, mask_email(comment.email))


@admin.display(description=_("commenter"), ordering="name")
def author_in_full(comment: Comment) -> SafeString:
    return _author(comment, comment.email)


@admin.display(description=_("comment"))
def text(comment: Comment) -> SafeString:
    answered = ""
    if comment.parent:
        answered = format_html('<p class="answered">{} <bdi>{}</bdi></p> ', _("In reply to"), comment.parent.name)
    html = _marked(comment)
    if len(comment.text) <= SHORT:
        return format_html('<div class="queue-text">{}{}</div>', answered, html)
    opening = Truncator(comment.text).chars(SHORT // 2)
    folded = format_html('<details><summary dir="auto">{}</summary>{}</details>', opening, html)
    return format_html('<div class="queue-text">{}{}</div>', answered, folded)


@admin.display(description=_("article"))
def story(comment: Comment) -> SafeString:
    title = comment.article.title
    return format_html(
        '<a class="story" lang="ar" dir="rtl" href="{}" title="{}">{}</a>',
        comment.article.get_absolute_url(),
        title,
        title,
    )


@admin.display(description=_("status"), ordering="status")
def state(comment: Comment) -> SafeString:
    # Django's get_status_display() hashes every label anew for each row.
    labels: list[tuple[str, str | StrPromise]] = [(comment.status, Comment.Status(comment.status).label)]
    if comment.is_pick:
        labels.append(("pick", _("Editor’s pick")))
    if comment.open_reports:
        labels.append(("reported", reported(comment.open_reports)))
    labels += state_labels(comment)
    return format_html_join(" ", '<span class="state state-{}">{}</span>', labels)


@admin.display(description=_("held because"))
def held(comment: Comment) -> str:
    found = [match.word for written in written_in(comment) for match in _listed(comment, written)]
    codes = labels(comment.held_because) + ([str(REPORTED.reason)] if comment.open_reports else [])
    reasons = [*codes, *(quoted(word) for word in dict.fromkeys(found))]
    return format_html_join(pgettext("between names", ", "), "{}", ((reason,) for reason in reasons))


@admin.display(description=_("waiting since"), ordering="created_at")
def waiting_since(comment: Comment) -> str:
    return timestamp(comment.created_at)


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
            (move.by.get_full_name() or move.by) if move.by else _("the portal"),
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
    return format_html('<ol class="record">{}</ol>', shown) if latest else SafeString("–")


def _way(move: Move) -> str:
    """Return where a comment was moved; one that stayed where it was is named once."""
    origin, to = move.get_from_status_display() or _("received"), move.get_to_status_display()
    return to if move.from_status == move.to_status else f"{origin} › {to}"


def _marked(comment: Comment) -> str:
    """Return the comment with the listed words in it marked, where it was held for one."""
    found = _listed(comment, comment.text)
    return marked_html(comment.text, [(one.start, one.end) for one in found]) if found else comment.html


def _listed(comment: Comment, written: str) -> list[Match]:
    codes = comment.held_because.split(",")
    return matches(written) if WORDS.code in codes or SPAM_WORDS.code in codes else []


def _author(comment: Comment, email: str) -> SafeString:
    whence = _("by the newsroom") if comment.is_staff else format_html('<bdi dir="ltr">{}</bdi>', email)
    return format_html('<bdi class="queue-name">{}</bdi> <span class="sender">{}</span>', comment.name, whence)
