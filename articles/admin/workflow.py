"""The way of a story at its form: buttons that save and move in one step, and the record beside it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.side import Panel
from articles.characters import one_line
from articles.models import Article
from articles.permissions import Account, may_change, may_publish, statuses_for
from articles.site.moments import moment_in_words
from articles.workflow.gate import FINISHED, Missing, has_text
from articles.workflow.labels import state_label
from articles.workflow.moving import LONGEST_REASON, Refusal, is_over, is_unread, refusal_of, time_now
from newsportal.desk.accounts import account_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = Article.Status
# The name of the buttons, and of what is told with them.
MOVE, REASON = "_move", "_reason"
# As many entries of the record as one reads beside a form.
SHOWN = 30


class Button(NamedTuple):
    """A move at the form; ``asks`` is the label of the reason that it takes."""

    name: str
    label: "StrPromise"
    to: Article.Status
    asks: "StrPromise | str" = ""
    again: "StrPromise | None" = None

    @property
    def reason_name(self) -> str:
        return f"{REASON}_{self.name}"


# What follows most often comes first, and stands beside the buttons that save.
BUTTONS = {
    button.name: button
    for button in (
        Button("publish", _("Publish now"), Status.PUBLISHED, again=_("Publish again")),
        Button("schedule", _("Schedule"), Status.PUBLISHED),
        Button("submit", _("Send to review"), Status.IN_REVIEW),
        Button("ready", _("Ready to publish"), Status.READY),
        Button("return", _("Return to the writer"), Status.DRAFT, asks=_("What is still missing? (for colleagues)")),
        Button("archive", _("Archive"), Status.ARCHIVED, again=_("Show again, as archived")),
        Button("withdraw", _("Withdraw"), Status.WITHDRAWN, asks=_("Reason, which readers see")),
    )
}
# One of them is what usually happens next.
ONWARDS = ("publish", "schedule", "submit")
TAKE_BACK = Button("return", _("Take back as a draft"), Status.DRAFT)


def offered(user: Account, article: Article | None) -> list[Button]:
    """Return the moves that the story's status and the account's role allow."""
    if article is not None and not may_change(user, article):
        return []
    article = article or Article()
    moves = [
        _named(button, user, article)
        for button in BUTTONS.values()
        if button.to in statuses_for(user) and _leads_on(button, article)
    ]
    is_planned = article.published_at is not None and article.published_at > timezone.now()
    return sorted(moves, key=lambda move: move.name != "schedule") if is_planned else moves


def _leads_on(button: Button, article: Article) -> bool:
    if button.name == "schedule":
        return is_unread(article) and not article.is_scheduled
    is_there = button.to == article.status and not (button.name == "publish" and article.is_scheduled)
    return not is_there and refusal_of(article, button.to) is None


def _named(button: Button, user: Account, article: Article) -> Button:
    if button.name == "return" and not may_publish(user):
        return TAKE_BACK
    is_back = article.status in (Status.ARCHIVED, Status.WITHDRAWN)
    return button._replace(label=button.again) if button.again and is_back else button


def choose_move(form: forms.ModelForm, data: dict[str, Any]) -> None:  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """Let a pressed button choose status and time, and ask the gate; what forbids it becomes an error of the form."""
    if "status" not in form.fields:
        return
    button = BUTTONS.get(form.data.get(MOVE, ""))
    if button:
        _press(form, data, button)
    status = data.get("status")
    is_moved = status != form.instance.status or form.instance.pk is None
    is_asked = status in FINISHED and (is_moved or "body" in form.changed_data)
    if is_asked and "body" in data and not has_text(data["body"]):
        form.add_error("body", _error(Missing.BODY))


def _press(form: Any, data: dict[str, Any], button: Button) -> None:
    choices = [value for value, _label in form.fields["status"].choices]
    if button.to not in choices:
        form.add_error(None, ValidationError(_("Only editors may do that."), code="forbidden"))
        return
    story: Article = form.instance
    if button.to != story.status and (why := refusal_of(story, button.to)):
        form.add_error(None, _error(why))
    form.errors.pop("status", None)
    data["status"] = button.to
    if button.name in ("publish", "schedule") and "published_at" not in form.errors:
        _time(form, data, button)
    if button.name == "withdraw":
        reason = one_line(form.data.get(button.reason_name, ""))
        if len(reason) > LONGEST_REASON:
            too_long = _("The reason is too long. Say it in %(limit)s characters at most.")
            form.add_error(None, ValidationError(too_long, code="max_length", params={"limit": LONGEST_REASON}))
        story.withdrawal_reason = reason[:LONGEST_REASON]


def _time(form: Any, data: dict[str, Any], button: Button) -> None:
    typed = data.get("published_at")
    if button.name == "publish":
        # Until the form is clean, its instance is the story as it is stored.
        data["published_at"] = time_now(form.instance, typed)
    elif typed is None or typed <= timezone.now():
        later = _("Give the time in the future at which readers are to see the story.")
        form.add_error("published_at", ValidationError(later, code="not_in_future"))
        return
    if is_over(data["published_at"], data.get("unpublished_at")):
        form.add_error("unpublished_at", _error(Refusal.OVER))


def _error(why: TextChoices) -> ValidationError:
    return ValidationError(why.label, code=f"missing_{why.value}" if isinstance(why, Missing) else why.value)


def reason_of(posted: Mapping[str, str]) -> str:
    """Return what was typed beside the button that was pressed."""
    button = BUTTONS.get(posted.get(MOVE, ""))
    return posted.get(button.reason_name, "") if button else ""


def way_panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Show who moved the story where, when and why; costs a query."""
    if article is None:
        return None
    record = article.transitions.select_related("by").order_by("-pk")[:SHOWN]
    steps = [
        {
            "label": state_label(Article(status=step.to_status, published_at=_planned(step))),
            "by": account_name(step.by) if step.by else "",
            "when": moment_in_words(step.made_at),
            "planned": moment_in_words(_planned(step)),
            "reason": step.reason,
        }
        for step in record
    ]
    return Panel("way", _("Way of the story"), "admin/articles/article/_way.html", {"steps": steps})


def _planned(step: Any) -> Any:
    """Return the time for which a publication was planned, where it lay ahead."""
    return step.published_at if step.published_at and step.published_at > step.made_at else None


class WorkflowAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # because only the stubs' ModelAdmin takes a type
    """Offers the moves at the form, and comes back to it after one."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = as_stored(context.get("original"), context["adminform"].form)
        moves = [] if context["is_popup"] else offered(request.user, article)
        story = article or Article()
        context["state"] = told_state(story)
        onwards = [move for move in moves if move.name in ONWARDS] if is_unread(story) else []
        context["main_move"] = onwards[0] if onwards else None
        context["other_moves"] = [
            {"move": move, "typed": request.POST.get(move.reason_name, "")}
            for move in moves
            if move is not context["main_move"]
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.back_to_form(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.back_to_form(request, obj) or super().response_change(request, obj)

    def back_to_form(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """Return a redirect to the form after a move, with a message of where the story stands; None without one."""
        if request.POST.get(MOVE) not in BUTTONS:
            return None
        messages.success(request, format_html(gettext("The story was saved. It is now: {}"), told_state(article)))
        address = reverse("admin:articles_article_change", args=[article.pk])
        filters = self.get_preserved_filters(request)
        return HttpResponseRedirect(add_preserved_filters({"preserved_filters": filters, "opts": self.opts}, address))


def as_stored(article: Article | None, form: Any) -> Article | None:
    """Return where the article stands in the database: a form that came back with errors has changed it."""
    if article is None or "status" not in form.initial:
        return article
    times = {name: form.initial.get(name, getattr(article, name)) for name in ("published_at", "unpublished_at")}
    return Article(pk=article.pk, status=form.initial["status"], created_by_id=article.created_by_id, **times)


def told_state(article: Article) -> Any:
    """Return the state as a word, with the time for which a story is scheduled."""
    if not article.is_scheduled:
        return state_label(article)
    return format_html("{} ({})", state_label(article), moment_in_words(article.published_at))
