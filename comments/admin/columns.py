"""What the queue shows of a comment; each function is one column."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.admin.private import mask_email, sender
from comments.models import Comment
from comments.reasons import labels
from newsportal.templatetags.portal_dates import timestamp

# Longer comments stand folded in their row, and open in place.
SHORT = 400


@admin.display(description=_("author"), ordering="name")
def author(comment: Comment) -> SafeString:
    return _author(comment, mask_email(comment.email))


@admin.display(description=_("author"), ordering="name")
def author_in_full(comment: Comment) -> SafeString:
    return _author(comment, sender(comment))


@admin.display(description=_("comment"))
def text(comment: Comment) -> SafeString:
    answered = ""
    if comment.parent:
        answered = format_html('<p class="answered">{} <bdi>{}</bdi></p>', _("In reply to"), comment.parent.name)
    if len(comment.text) <= SHORT:
        return format_html('<div class="queue-text">{}{}</div>', answered, comment.html)
    opening = Truncator(comment.text).chars(SHORT // 2)
    return format_html(
        '<div class="queue-text">{}<details><summary dir="auto">{}</summary>{}</details></div>',
        answered,
        opening,
        comment.html,
    )


@admin.display(description=_("article"))
def story(comment: Comment) -> SafeString:
    return format_html('<a href="{}">{}</a>', comment.article.get_absolute_url(), comment.article.title)


@admin.display(description=_("status"), ordering="status")
def state(comment: Comment) -> SafeString:
    return format_html('<span class="state state-{}">{}</span>', comment.status, comment.get_status_display())


@admin.display(description=_("held because"))
def held(comment: Comment) -> SafeString:
    return format_html_join(", ", "{}", ((label,) for label in labels(comment.held_because)))


@admin.display(description=_("waiting since"), ordering="created_at")
def waiting_since(comment: Comment) -> SafeString:
    return timestamp(comment.created_at)


def _author(comment: Comment, whence: str) -> SafeString:
    return format_html(
        '<bdi class="queue-name">{}</bdi> <span class="sender" dir="ltr">{}</span>', comment.name, whence
    )
