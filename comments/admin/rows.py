"""The rows of the queue: who writes, what, why it waits, below what, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.site.conventions import digits, timestamp
from comments.admin.actions import Actions
from comments.admin.columns import labels_of, shown_text, shown_unseen, story
from comments.admin.history import History
from comments.admin.press import seen_value
from comments.admin.private import mask_email
from comments.models import Comment

# Longer comments stand folded in their row, and open in place.
SHORT = 400


@dataclass
class Row:
    """One comment as the queue shows it."""

    comment: Comment
    email: str
    history: History
    actions: SafeString | str
    tick: str = ACTION_CHECKBOX_NAME

    @property
    def seen(self) -> str:
        return seen_value(self.comment)

    @property
    def name(self) -> SafeString:
        return shown_unseen(escape(self.comment.name))

    @property
    def labels(self) -> list[tuple[str, str]]:
        return labels_of(self.comment)

    @property
    def text(self) -> SafeString:
        """The whole comment, a long one folded behind its beginning."""
        html = shown_text(self.comment)
        if len(self.comment.text) <= SHORT:
            return html
        opening = shown_unseen(escape(Truncator(self.comment.text).chars(SHORT // 2)))
        return format_html('<details><summary dir="auto">{}</summary>{}</details>', opening, html)

    @property
    def story(self) -> SafeString:
        return story(self.comment)

    @property
    def answers(self) -> Comment | None:
        """What it replies to, which below the deepest step is not what it hangs below."""
        return self.comment.answered or self.comment.parent

    @property
    def waiting_since(self) -> SafeString:
        return timestamp(self.comment.created_at)

    @property
    def known_as(self) -> str:
        return history_in_words(self.history)


def rows_for(
    comments: Sequence[Comment], known: dict[str, History], *, is_private: bool, actions: Actions | None
) -> list[Row]:
    """Return the rows of a page; ``is_private``: whether the account sees addresses whole."""
    return [
        Row(
            comment,
            email=comment.email if is_private else mask_email(comment.email),
            history=known.get(comment.email, History()),
            actions=actions.of(comment) if actions else "",
        )
        for comment in comments
    ]


def history_in_words(history: History) -> str:
    """Return «3 approved · 1 refused», or that nothing was decided about the author before."""
    counted = [
        (ngettext("%(count)d approved", "%(count)d approved", history.approved), history.approved),
        (ngettext("%(count)d refused", "%(count)d refused", history.refused), history.refused),
    ]
    parts = [words % {"count": count} for words, count in counted if count]
    return digits(" · ".join(parts)) if parts else _("Nothing decided yet")
