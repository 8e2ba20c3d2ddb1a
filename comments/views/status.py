"""A comment's private page: where it stands, and what its author may still do with it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, SiteSettings
from comments import moderation
from comments.author_forms import EditForm, NotifyForm
from comments.intake import take_edit
from comments.mail.links import Purpose
from comments.mail.requests import ask
from comments.models import Comment, ConfirmedAddress, MailLink
from comments.moderation import WITHDRAWABLE, Status
from comments.rules.house import house_rule
from comments.rules.rule import Rule
from comments.views.guard import private_form
from comments.views.posted import posted_fields
from comments.waiting import in_words, usual_wait
from newsportal.gone import Gone
from newsportal.origin import client_address, network_of
from newsportal.tokens import digest_of, private_page


def own_comment(token: str) -> Comment:
    """Return the comment whose private page a token opens, with its article.

    Raises Http404 for a token that opens none, Gone once it has expired.
    """
    comments = Comment.objects.select_related("article").defer("article__body", "article__body_html")
    comment = get_object_or_404(comments, status_digest=digest_of(token))
    if comment.created_at < timezone.now() - timedelta(days=settings.COMMENTS_STATUS_DAYS):
        raise Gone
    return comment


@require_safe
def comment_status(request: HttpRequest, token: str) -> HttpResponse:
    return private_page(_page(request, own_comment(token), token))


@private_form
def edit_comment(request: HttpRequest, token: str) -> HttpResponse:
    comment = own_comment(token)
    form = EditForm(posted_fields(request) if request.method == "POST" else None, initial={"text": comment.text})
    if not editable_until(comment):
        return _edit_page(request, token, form, status=409 if form.is_bound else 200, is_over=True)
    if not form.is_valid():
        return _edit_page(request, token, form, status=422 if form.is_bound else 200)
    if not take_edit(comment, text=form.cleaned_data["text"]):
        return _edit_page(request, token, form, status=409, is_over=True)
    return _back(token)


@private_form
def withdraw_comment(request: HttpRequest, token: str) -> HttpResponse:
    comment = own_comment(token)
    if request.method == "POST":
        moderation.withdraw(Comment.objects.filter(pk=comment.pk), by=None)
        return _back(token)
    if comment.status not in WITHDRAWABLE:
        return _back(token)
    return render(request, "comments/withdraw_comment.html", {"comment": comment, "token": token})


@private_form
def notify_comment(request: HttpRequest, token: str) -> HttpResponse:
    """Note which letters an author wants; the first time the address is to be confirmed by a letter."""
    comment = own_comment(token)
    form = NotifyForm(posted_fields(request) if request.method == "POST" else None)
    # Without EMAIL_URL no page offers letters.
    if not settings.EMAIL_IS_ON or not form.is_valid():
        return _back(token)
    wanted = {name: form.cleaned_data[name] for name in ("wants_decision", "wants_answers")}
    Comment.objects.filter(pk=comment.pk).update(**wanted)
    if any(wanted.values()) and not _is_confirmed(comment):
        network = network_of(client_address(request))
        ask(Purpose.CONFIRM, email=comment.email, network=network, comment=comment)
    return _back(token)


def editable_until(comment: Comment) -> datetime | None:
    """Return when its author's last moment to change a comment comes, None where it has passed."""
    until = comment.created_at + timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)
    return until if comment.status == Status.PENDING and until > timezone.now() else None


def _page(request: HttpRequest, comment: Comment, token: str) -> HttpResponse:
    is_waiting = comment.status == Status.PENDING
    wait = usual_wait() if is_waiting else None
    context = {
        "comment": comment,
        "token": token,
        "is_readable": Article.objects.published().filter(pk=comment.article_id).exists(),
        "can_withdraw": comment.status in WITHDRAWABLE,
        "editable_until": editable_until(comment),
        "rule": _broken_rule(comment),
        "usual_wait": in_words(wait) if wait else "",
        "moderation_hours": SiteSettings.objects.current().moderation_hours if is_waiting else "",
        "can_publish": _has_letter_to_publish(comment),
    }
    if settings.EMAIL_IS_ON and comment.email and comment.status in WITHDRAWABLE:
        context["notify_form"] = NotifyForm(instance=comment)
        context["is_confirmed"] = _is_confirmed(comment)
    return render(request, "comments/comment_status.html", context)


def _broken_rule(comment: Comment) -> Rule | None:
    """Return the rule of the paper by which a moderator refused a comment, if one was named."""
    if comment.status != Status.REFUSED:
        return None
    move = comment.moves.filter(to_status=Status.REFUSED).first()
    return house_rule(move.rule) if move else None


def _has_letter_to_publish(comment: Comment) -> bool:
    if not settings.COMMENTS_TRUST_AFTER or comment.status != Status.PENDING:
        return False
    return MailLink.objects.live().filter(comment=comment, purpose=Purpose.PUBLISH).exists()


def _is_confirmed(comment: Comment) -> bool:
    return ConfirmedAddress.objects.filter(email=comment.email).exists()


def _edit_page(
    request: HttpRequest, token: str, form: EditForm, *, status: int, is_over: bool = False
) -> HttpResponse:
    context = {"form": form, "token": token, "is_over": is_over}
    return render(request, "comments/edit_comment.html", context, status=status)


def _back(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("comments:comment_status", args=[token]), status=303)
