"""Comments that are kept for the law: how the desk shows it, and that nothing deletes them.

Whoever moderates comments holds and releases them: to keep evidence nobody has to see it (decision 25).
"""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.site.conventions import digits, timestamp
from comments.admin.outcomes import name_of
from comments.backlog import up_to
from comments.models import Comment, Move
from comments.rules.deeds import HELD_FOR_LAW, RELEASED
from newsportal.desk.counting import Number, count_some


@admin.display(description=_("kept for the law"))
def legal_note(comment: Comment) -> SafeString:
    """Return since when, by whom and why a comment is kept for the law; costs a query where it is."""
    if not comment.legal_hold:
        return SafeString(gettext("no"))
    held = Q(rule=HELD_FOR_LAW.code) | Q(undoes__rule=RELEASED.code)
    move = comment.moves.filter(held).select_related("by").order_by("-pk").first()
    promise = _("Neither age nor its author deletes it, and the address and browser of its sender stay whole.")
    return format_html('<div class="legal-note">{}<br>{}</div>', _since(move), promise)


def why_kept(comments: "QuerySet[Any]") -> str:
    """Return why some of these comments may not be deleted, nothing where all may; costs a query."""
    held = count_some(comments.filter(legal_hold=True))
    return in_words(held) if held.value else ""


def in_words(held: Number) -> str:
    words = ngettext(
        "%(count)s comment is kept for the law and must not be deleted. Release it first.",
        "%(count)s comments are kept for the law and must not be deleted. Release them first.",
        held.value,
    )
    return digits(words % {"count": up_to(held)})


def _since(move: Move | None) -> str:
    if move is None:
        return gettext("Kept for the law.")
    said = format_html("{} · <bdi>{}</bdi>", timestamp(move.at, stays=True), name_of(move))
    return format_html("{} · <bdi>{}</bdi>", said, move.reason) if move.reason else said
