"""The moves of many stories: actions of the list, what is told afterwards, and the page that asks why."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.site.conventions import digits
from articles.workflow import moving
from articles.workflow.gate import Missing
from articles.workflow.labels import SCHEDULED
from articles.workflow.moving import LONGEST_REASON, Outcome, Refusal, move_many
from newsportal.desk.counting import MOST

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = Article.Status
# As many titles as the page that asks for a reason names.
NAMED = 20
WHY: dict[str, "StrPromise"] = {
    Refusal.PUBLIC: _("readers know them"),
    Refusal.UNREAD: _("no reader knows them yet"),
    Refusal.BEGUN: _("past the draft"),
    Refusal.OVER: _("the time of taking down comes too early"),
    Missing.TITLE: _("without a title"),
    Missing.SECTION: _("without a section"),
    Missing.BODY: _("without a text"),
}


class BulkMove(NamedTuple):
    """``permission`` is what Django asks for; whether each story may be moved is asked of each."""

    deed: Callable[..., bool]
    label: "StrPromise"
    to: Article.Status
    permission: str = "publish"


BULK_MOVES = {
    "submit": BulkMove(moving.submit, _("Send the selected articles to review"), Status.IN_REVIEW, "change"),
    "return": BulkMove(moving.return_to_writer, _("Return the selected articles to their writers"), Status.DRAFT),
    "ready": BulkMove(moving.mark_ready, _("Mark the selected articles as ready"), Status.READY),
    "publish": BulkMove(moving.publish, _("Publish the selected articles"), Status.PUBLISHED),
    "archive": BulkMove(moving.archive, _("Archive the selected articles"), Status.ARCHIVED),
    "withdraw": BulkMove(moving.withdraw, _("Withdraw the selected articles"), Status.WITHDRAWN),
}


class WithdrawalForm(forms.Form):
    """What readers are told at the addresses of the withdrawn stories."""

    reason = forms.CharField(
        label=_("Reason, which readers see"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=Article._meta.get_field("withdrawal_reason").help_text,
        widget=AdminTextInputWidget(attrs={"dir": "auto", "class": "vTextField"}),
    )

    def clean_reason(self) -> str:
        """Return the reason as it is stored, which may be longer than what was typed."""
        reason = one_line(self.cleaned_data["reason"])
        MaxLengthValidator(LONGEST_REASON)(reason)
        return reason


def bulk_actions() -> list[Callable[..., HttpResponse | None]]:
    """Return the moves as actions on ticked rows."""
    return [_action(name, move) for name, move in BULK_MOVES.items()]


def _action(name: str, move: BulkMove) -> Callable[..., HttpResponse | None]:
    @admin.action(description=move.label, permissions=[move.permission])
    def action(model_admin: Any, request: HttpRequest, articles: ArticleQuerySet) -> HttpResponse | None:
        reason = ""
        if move.to == Status.WITHDRAWN:
            form = WithdrawalForm(request.POST if "confirmed" in request.POST else None)
            if not form.is_valid():
                return withdrawal_page(model_admin, request, articles, form)
            reason = form.cleaned_data["reason"]
        tell(request, move_many(articles, move.deed, by=cast(User, request.user), reason=reason), move.to)
        return None

    # Django tells actions apart by this name.
    action.__name__ = f"{name}_selected"
    return action


def withdrawal_page(
    model_admin: Any, request: HttpRequest, articles: ArticleQuerySet, form: WithdrawalForm
) -> HttpResponse:
    """Ask why the stories are withdrawn, name the first of them, and say how many cannot be."""
    known = articles.known()
    titles = list(known.order_by("pk").values_list("title", flat=True)[: NAMED + 1])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("Withdraw articles"),
        "opts": model_admin.opts,
        "form": form,
        "named": titles[:NAMED],
        "has_more": len(titles) > NAMED,
        "left": articles.count() - known.count(),
        "ticked": request.POST.getlist(ACTION_CHECKBOX_NAME)[:MOST],
        "checkbox": ACTION_CHECKBOX_NAME,
        "across": request.POST.get("select_across", "0"),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/article/withdrawal.html", context)


def tell(request: HttpRequest, outcome: Outcome, to: Article.Status) -> None:
    """Say how many moved, those apart whose time lies ahead, and of the others why they did not."""
    moved = {to.label: outcome.moved - outcome.scheduled, SCHEDULED: outcome.scheduled}
    for status, count in moved.items():
        if count:
            words = ngettext("%(count)d article is now: %(status)s.", "%(count)d articles are now: %(status)s.", count)
            messages.success(request, digits(words % {"count": count, "status": status}))
    left = {_("so already"): outcome.stood, _("not yours to move"): outcome.forbidden}
    left |= {WHY[why]: count for why, count in outcome.refused.items()}
    for why, count in left.items():
        if count:
            words = ngettext(
                "%(count)d article was left as it is: %(why)s.",
                "%(count)d articles were left as they are: %(why)s.",
                count,
            )
            messages.warning(request, digits(words % {"count": count, "why": why}))
