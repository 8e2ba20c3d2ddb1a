"""The decisions of a moderator: a button in each row, and the same for all ticked ones."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.site.conventions import digits_lazy
from comments import moderation
from comments.admin import outcomes
from comments.admin.press import Press, changed_under, remember
from comments.models import Comment
from comments.moderation import Deed
from comments.rules.house import HOUSE_RULES, house_rule

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# As much as a record keeps of a note.
LONGEST_REASON = 300


class Decision(NamedTuple):
    """What a moderator may decide: the deed, how its outcome is told, and the action on ticked rows."""

    deed: Deed
    said: outcomes.Said
    bulk_label: "StrPromise"


DECISIONS = {
    "approve": Decision(moderation.approve, outcomes.approved, _("Approve the selected comments")),
    "hold": Decision(moderation.hold, outcomes.held, _("Hold the selected comments")),
    "spam": Decision(moderation.mark_spam, outcomes.marked_spam, _("Mark the selected comments as spam")),
    "refuse": Decision(moderation.refuse, outcomes.refused, _("Refuse the selected comments")),
    "keep": Decision(moderation.keep, outcomes.kept, _("Keep the selected comments that readers reported")),
    "pick": Decision(moderation.pick, outcomes.picked, _("Make the selected comments editor’s picks")),
    "unpick": Decision(moderation.unpick, outcomes.unpicked, _("End the picks among the selected comments")),
    "hold_for_law": Decision(
        moderation.hold_for_law, outcomes.held_for_law, _("Keep the selected comments for the law")
    ),
    "release": Decision(moderation.release, outcomes.released, _("Keep the selected comments for the law no longer")),
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
    batch = forms.Field(
        label="", required=False, initial=uuid4, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )


def carry_out(request: HttpRequest, decision: Decision, comments: QuerySet[Comment], *, only: int = 0) -> None:
    """Decide on comments, and tell the moderator how many changed and why others did not.

    ``only`` is the key of the one comment that is decided on, 0 for a bulk.
    """
    press, deed = Press.of(request), decision.deed
    if deed is moderation.refuse:
        if (code := request.POST.get("rule")) and not house_rule(code):
            messages.error(request, _("The paper has no such rule. Nothing was refused; choose one of the list."))
            return
        deed = partial(deed, rule=code or "", reason=request.POST.get("reason", "").strip()[:LONGEST_REASON])
    wanted = [only] if only else list(comments.values_list("pk", flat=True))
    # A form that comes twice, as after a double click, is answered twice and obeyed once.
    changed = (
        0 if press.is_repeated() else deed(comments, by=cast(User, request.user), seen=press.seen, batch=press.batch)
    )
    changed = changed or changed_under(press.batch)
    if changed:
        sentence = outcomes.in_words(decision.said, changed)
        remember(request, press.batch, sentence)
        messages.success(request, sentence)
    if changed < len(wanted):
        messages.warning(request, _why_left(wanted, press, changed))


def _why_left(wanted: Sequence[int], press: Press, changed: int) -> str:
    if len(wanted) > 1:
        return outcomes.left_of_many(len(wanted) - changed)
    (key,) = wanted
    return outcomes.left_one(Comment.objects.filter(pk=key).first(), seen=press.seen.get(key))


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
