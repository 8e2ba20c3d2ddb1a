"""The decisions of a moderator: a button in each row, and the same for all ticked ones."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.site.conventions import digits, digits_lazy
from comments import moderation
from comments.models import Comment
from comments.rules.house import HOUSE_RULES, house_rule

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = Comment.Status


class Deed(Protocol):
    """A function of comments/moderation/ that decides about comments."""

    def __call__(self, comments: QuerySet[Comment], *, by: User) -> int: ...


class Decision(NamedTuple):
    """What a moderator may decide: the deed, how its outcome is called, and the action on ticked rows."""

    deed: Deed
    outcome: "StrPromise"
    bulk_label: "StrPromise"


class Button(NamedTuple):
    """A decision in a row, offered where it would change the comment."""

    label: "StrPromise"
    is_offered: Callable[[Comment], bool]


def _unless(status: Comment.Status) -> Callable[[Comment], bool]:
    return lambda comment: comment.status != status


def _is_reported(comment: Comment) -> bool:
    return comment.status == Status.APPROVED and comment.open_reports > 0


DECISIONS = {
    "approve": Decision(moderation.approve, Status.APPROVED.label, _("Approve the selected comments")),
    "keep": Decision(moderation.keep, _("Kept"), _("Keep the selected comments that readers reported")),
    "hold": Decision(moderation.hold, Status.PENDING.label, _("Hold the selected comments")),
    "spam": Decision(moderation.mark_spam, Status.SPAM.label, _("Mark the selected comments as spam")),
    "refuse": Decision(moderation.refuse, Status.REFUSED.label, _("Refuse the selected comments")),
    "pick": Decision(moderation.pick, _("Editor’s pick"), _("Make the selected comments editor’s picks")),
    "unpick": Decision(moderation.unpick, _("No longer a pick"), _("End the picks among the selected comments")),
}
BUTTONS = {
    "approve": Button(_("Approve"), _unless(Status.APPROVED)),
    "keep": Button(_("Keep"), _is_reported),
    "hold": Button(_("Hold"), _unless(Status.PENDING)),
    "spam": Button(_("Spam"), _unless(Status.SPAM)),
    "refuse": Button(_("Trash"), _unless(Status.REFUSED)),
}


RULES: list[tuple[str, Any]] = [
    ("", "—"),
    *((rule.code, format_lazy("{}. {}", digits_lazy(rule.number % 10), rule.reason)) for rule in HOUSE_RULES),
]


class DecisionForm(ActionForm):
    """The choice above the list, with the rule that every refusal there goes by, in a row too."""

    # Any text is valid here: carry_out() answers for a rule that is none, where Django would speak of no action.
    rule = forms.Field(
        label=_("Rule, when refusing:"),
        required=False,
        # A browser would bring back the choice that belonged to another comment.
        widget=forms.Select(choices=RULES, attrs={"autocomplete": "off"}),
    )


def carry_out(request: HttpRequest, decision: Decision, comments: QuerySet[Comment]) -> None:
    """Decide on comments, and tell the moderator how many changed."""
    deed = decision.deed
    if deed is moderation.refuse and (code := request.POST.get("rule")):
        if not house_rule(code):
            messages.error(request, _("The paper has no such rule. Nothing was refused; choose one of the list."))
            return
        deed = partial(moderation.refuse, rule=code)
    changed = deed(comments, by=cast(User, request.user))
    if not changed:
        messages.warning(request, _("Nothing changed: what you chose is gone, or was decided already."))
        return
    message = ngettext("%(count)d comment is now: %(status)s.", "%(count)d comments are now: %(status)s.", changed)
    messages.success(request, digits(message % {"count": changed, "status": decision.outcome}))


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


def queue_address(request: HttpRequest) -> str:
    """Return the address of the view of the queue from which a button or a link led to this request."""
    filters = request.GET.get("_changelist_filters", "")
    return reverse("admin:comments_comment_changelist") + (f"?{filters}" if filters else "")


def decision_column(preserved_filters: str) -> Callable[[Comment], SafeString]:
    """Return a column of buttons that decide, and a link to reply; both come back to the same view of the queue."""
    query = f"?{preserved_filters}" if preserved_filters else ""
    # Made once for a page: Django takes an address apart and together for each button.
    addresses = {name: reverse("admin:comments_comment_decide", args=[0, name]) + query for name in BUTTONS}
    reply_address = reverse("admin:comments_comment_reply", args=[0]) + query

    @admin.display(description=_("decision"))
    def decisions(comment: Comment) -> SafeString:
        if comment.status == Status.WITHDRAWN:
            return SafeString("")
        place = f"/{comment.pk}/"
        buttons = (
            (name, addresses[name].replace("/0/", place, 1), button.label)
            for name, button in BUTTONS.items()
            if button.is_offered(comment)
        )
        # The buttons stand inside the form of the list, whose CSRF token they send along.
        shown = format_html_join(
            "",
            '<button class="decision decision-{}" type="submit" formmethod="post" formaction="{}">{}</button>',
            buttons,
        )
        if comment.status == Status.APPROVED:
            shown += format_html(
                '<a class="decision" href="{}">{}</a>', reply_address.replace("/0/", place, 1), _("Reply")
            )
        return format_html('<div class="decisions">{}</div>', shown)

    return decisions
