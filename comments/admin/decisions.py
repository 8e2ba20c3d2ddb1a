"""The decisions of a moderator: a button in each row, and the same for all ticked ones."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.site.conventions import digits
from comments import moderation
from comments.models import Comment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Deed(Protocol):
    """A function of comments/moderation.py that moves a status."""

    def __call__(self, comments: QuerySet[Comment], *, by: User | None) -> int: ...


class Decision(NamedTuple):
    """One button: what it does, where comments stand afterwards, and what it is called."""

    deed: Deed
    to: Comment.Status
    label: "StrPromise"
    bulk_label: "StrPromise"


DECISIONS = {
    "approve": Decision(moderation.approve, Comment.Status.APPROVED, _("Approve"), _("Approve the selected comments")),
    "hold": Decision(moderation.hold, Comment.Status.PENDING, _("Hold"), _("Hold the selected comments")),
    "spam": Decision(moderation.mark_spam, Comment.Status.SPAM, _("Spam"), _("Mark the selected comments as spam")),
    "refuse": Decision(moderation.refuse, Comment.Status.REFUSED, _("Trash"), _("Refuse the selected comments")),
}


def carry_out(request: HttpRequest, decision: Decision, comments: QuerySet[Comment]) -> None:
    """Decide on comments, and tell the moderator how many changed."""
    changed = decision.deed(comments, by=cast(User, request.user))
    if not changed:
        messages.warning(request, _("Nothing changed: what you chose is gone, or was decided already."))
        return
    message = ngettext("%(count)d comment is now: %(status)s.", "%(count)d comments are now: %(status)s.", changed)
    messages.success(request, digits(message % {"count": changed, "status": decision.to.label}))


def bulk_actions() -> list[Callable[..., None]]:
    """Return the decisions as actions on ticked rows, for those who may moderate."""
    return [_bulk_action(name, decision) for name, decision in DECISIONS.items()]


def _bulk_action(name: str, decision: Decision) -> Callable[..., None]:
    @admin.action(description=decision.bulk_label, permissions=["moderate"])
    def action(model_admin: Any, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        carry_out(request, decision, comments)

    # Django tells actions apart by this name.
    action.__name__ = f"{name}_selected"
    return action


def decision_column(preserved_filters: str) -> Callable[[Comment], SafeString]:
    """Return a column of buttons that post to a decision and come back to the same view of the queue."""
    query = f"?{preserved_filters}" if preserved_filters else ""
    # Made once for a page: Django takes an address apart and together for each button.
    addresses = {name: reverse("admin:comments_comment_decide", args=[0, name]) + query for name in DECISIONS}

    @admin.display(description=_("decision"))
    def decisions(comment: Comment) -> SafeString:
        if comment.status == Comment.Status.WITHDRAWN:
            return SafeString("")
        buttons = (
            (name, addresses[name].replace("/0/", f"/{comment.pk}/", 1), decision.label)
            for name, decision in DECISIONS.items()
            if decision.to != comment.status
        )
        # The buttons stand inside the form of the list, whose CSRF token they send along.
        return format_html(
            '<div class="decisions">{}</div>',
            format_html_join(
                "",
                '<button class="decision decision-{}" type="submit" formmethod="post" formaction="{}">{}</button>',
                buttons,
            ),
        )

    return decisions
