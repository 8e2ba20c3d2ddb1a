"""The decisions of a moderator: a button in each row, and the same for all ticked ones."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.site.conventions import digits_lazy
from comments import moderation
from comments.admin import outcomes
from comments.admin.press import Press, remember
from comments.models import Comment, Move
from comments.moderation import Deed, Status
from comments.rules.deeds import HELD_FOR_LAW, KEPT, PICKED, RELEASED, UNPICKED
from comments.rules.house import HOUSE_RULES, house_rule
from newsportal.converters import key_in

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# As much as a record keeps of a note.
LONGEST_REASON = 300


class Decision(NamedTuple):
    """What a moderator may decide: the deed, how its outcome is told, the action on ticked rows, and what an entry of
    the record is known by that the deed leaves: the status that it moves to, or else its rule.
    """

    deed: Deed
    said: outcomes.Said
    bulk_label: "StrPromise"
    leaves: str


DECISIONS = {
    "approve": Decision(moderation.approve, outcomes.approved, _("Approve the selected comments"), Status.APPROVED),
    "hold": Decision(moderation.hold, outcomes.held, _("Hold the selected comments"), Status.PENDING),
    "spam": Decision(moderation.mark_spam, outcomes.marked_spam, _("Mark the selected comments as spam"), Status.SPAM),
    "refuse": Decision(moderation.refuse, outcomes.refused, _("Refuse the selected comments"), Status.REFUSED),
    "keep": Decision(moderation.keep, outcomes.kept, _("Keep the selected comments that readers reported"), KEPT.code),
    "pick": Decision(moderation.pick, outcomes.picked, _("Make the selected comments editor’s picks"), PICKED.code),
    "unpick": Decision(
        moderation.unpick, outcomes.unpicked, _("End the picks among the selected comments"), UNPICKED.code
    ),
    "hold_for_law": Decision(
        moderation.hold_for_law, outcomes.held_for_law, _("Keep the selected comments for the law"), HELD_FOR_LAW.code
    ),
    "release": Decision(
        moderation.release, outcomes.released, _("Keep the selected comments for the law no longer"), RELEASED.code
    ),
}

RULES: list[tuple[str, Any]] = [
    ("", "—"),
    *((rule.code, format_lazy("{}. {}", digits_lazy(rule.number % 10), rule.reason)) for rule in HOUSE_RULES),
]


class DecisionForm(ActionForm):
    """The choice for what is ticked, with the rule that refusals go by; without a script those in a row do, too."""

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


def carry_out(
    request: HttpRequest, decision: Decision, comments: QuerySet[Comment], *, wanted: Sequence[int] | None = None
) -> None:
    """Decide on comments, and tell the moderator how many changed and why others did not.

    ``wanted`` are the keys that the moderator chose, those of comments that are gone too; None for all of them.
    """
    press, deed = Press.of(request), decision.deed
    if deed is moderation.refuse:
        if (code := request.POST.get("rule")) and not house_rule(code):
            messages.error(request, _("The paper has no such rule. Nothing was refused; choose one of the list."))
            return
        deed = partial(deed, rule=code or "", reason=one_line(request.POST.get("reason", ""))[:LONGEST_REASON])
    if wanted is None:
        wanted = list(comments.values_list("pk", flat=True))
    # A form that comes twice, as after a double click, is answered twice and obeyed once.
    changed = done_before(decision, press, wanted)
    if not changed:
        own = press.own()
        changed = deed(comments, by=cast(User, request.user), seen=own.seen, batch=own.batch)
        # Where nothing changed, the other click may have been obeyed while this one waited.
        press = own if changed else press
        changed = changed or done_before(decision, press, wanted)
    if changed:
        sentence = outcomes.in_words(decision.said, changed, rule=request.POST.get("rule", ""))
        remember(request, press.batch, sentence)
        messages.success(request, sentence)
    if changed < len(wanted):
        messages.warning(request, _why_left(wanted, press, changed))


def done_before(decision: Decision, press: Press, wanted: Collection[int]) -> int:
    """Return how many comments a decision changed when the same form was sent before; costs a query."""
    field = "to_status" if decision.leaves in Status.values else "rule"
    stood = Move.objects.last_standing().filter(batch=press.batch, **{field: decision.leaves})
    found = set(stood.values_list("comment", flat=True))
    return len(found) if found <= set(wanted) else 0


def _why_left(wanted: Sequence[int], press: Press, changed: int) -> str:
    if len(wanted) != 1:
        return outcomes.left_of_many(len(wanted) - changed)
    (key,) = wanted
    return outcomes.left_one(Comment.objects.filter(pk=key).first(), seen=press.seen.get(key))


def bulk_actions() -> list[Callable[..., None]]:
    """Return the decisions as actions on ticked rows, for those who may moderate."""
    return [_bulk_action(name, decision) for name, decision in DECISIONS.items()]


def _bulk_action(name: str, decision: Decision) -> Callable[..., None]:
    @admin.action(description=decision.bulk_label, permissions=["moderate"])
    def action(model_admin: Any, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        ticked = [key for key in map(key_in, request.POST.getlist(ACTION_CHECKBOX_NAME)) if key]
        if request.POST.get("select_across", "0") not in {"", "0"}:
            carry_out(request, decision, comments)
        else:
            # A tab no longer holds what a colleague decided meanwhile, and whoever ticked it is to be told.
            carry_out(request, decision, Comment.objects.filter(pk__in=ticked), wanted=ticked)

    # Django tells actions apart by this name.
    action.__name__ = f"{name}_selected"
    return action
