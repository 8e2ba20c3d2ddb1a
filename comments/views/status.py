"""A comment's private page: where it stands, and what its author may still do with it."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Article, SiteSettings
from comments import moderation
from comments.author_forms import EditForm, NotifyForm
from comments.intake import take_edit
from comments.mail.links import Purpose
from comments.mail.requests import ask
from comments.models import Comment
from comments.moderation import WITHDRAWABLE, Status
from comments.rules.house import HOUSE_RULES, house_rule
from comments.rules.registry import Refused
from comments.rules.rule import Rule
from comments.trust import is_offered
from comments.views.correction import correction_page, notify_correction, own_correction, withdraw_correction
from comments.views.guard import private_form
from comments.views.posted import ALREADY_HERE, giving_back, posted_fields
from comments.waiting import in_words, usual_wait
from newsportal.gone import Gone
from newsportal.origin import client_address, network_of
from newsportal.tokens import digest_of, private_page

NOT_PUBLISHED = _("Your comment was not published.")
HEADINGS = {
    Status.PENDING: _("Your comment is waiting for review."),
    Status.APPROVED: _("Your comment is published."),
    Status.REFUSED: NOT_PUBLISHED,
    Status.SPAM: NOT_PUBLISHED,
    Status.WITHDRAWN: _("Your comment was deleted at your request."),
}


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
    """Show where a comment stands, and of a deleted one what is still known of it.

    Whose place is kept is told so (410). Of all others not even the address is known any longer: the page says in
    general words that comments are deleted, and stays a 404 (decision 25).
    """
    try:
        comment = own_comment(token)
    except Http404:
        found = own_correction(token)
        return private_page(correction_page(request, found, token) if found else _gone(request, status=404))
    if comment.is_emptied:
        return private_page(_gone(request, status=410, heading=HEADINGS[Status(comment.status)]))
    return private_page(_page(request, comment, token))


@private_form
@giving_back(lambda posted: EditForm(initial={"text": posted.get("comment", "")}))
def edit_comment(request: HttpRequest, token: str) -> HttpResponse:
    comment = own_comment(token)
    form = EditForm(posted_fields(request) if request.method == "POST" else None, initial={"text": comment.text})
    if not is_editable(comment):
        return _edit_page(request, token, form, status=409 if form.is_bound else 200, is_over=True)
    if not form.is_valid():
        return _edit_page(request, token, form, status=422 if form.is_bound else 200)
    try:
        if not take_edit(comment, text=form.cleaned_data["text"]):
            return _edit_page(request, token, form, status=409, is_over=True)
    except Refused:
        form.add_error("text", ALREADY_HERE)
        return _edit_page(request, token, form, status=409)
    return _back(token, is_saved=True)


@private_form
def withdraw_comment(request: HttpRequest, token: str) -> HttpResponse:
    if found := own_correction(token):
        return withdraw_correction(request, found, token)
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
    if found := own_correction(token):
        return notify_correction(request, found, token)
    comment = own_comment(token)
    form = NotifyForm(posted_fields(request) if request.method == "POST" else None)
    # Without EMAIL_URL no page offers letters, and an emptied comment has nobody to write to.
    if not settings.EMAIL_IS_ON or comment.is_emptied or not form.is_valid():
        return _back(token)
    # What is published is decided, and its page asks about replies alone.
    names = ["wants_answers", *(["wants_decision"] if comment.status == Status.PENDING else [])]
    wanted = {name: form.cleaned_data[name] for name in names}
    Comment.objects.filter(pk=comment.pk).update(**wanted)
    # Whether it is confirmed already, the worker knows; whoever typed the address may not learn it here.
    if any(wanted.values()):
        network = network_of(client_address(request))
        ask(Purpose.CONFIRM, email=comment.email, network=network, comment=comment)
    return _back(token, is_saved=True)


def is_editable(comment: Comment) -> bool:
    """Return whether its author may still change a comment."""
    until = comment.created_at + timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)
    return comment.status == Status.PENDING and until > timezone.now()


def _page(request: HttpRequest, comment: Comment, token: str) -> HttpResponse:
    is_waiting = comment.status == Status.PENDING
    wait = usual_wait() if is_waiting else None
    context = {
        "comment": comment,
        "token": token,
        "heading": HEADINGS[Status(comment.status)],
        "is_saved": "saved" in request.GET,
        "house_rules": HOUSE_RULES,
        "is_readable": Article.objects.published().filter(pk=comment.article_id).exists(),
        "can_withdraw": comment.status in WITHDRAWABLE,
        "is_editable": is_editable(comment),
        "editable_for": in_words(timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)),
        "rule": _broken_rule(comment),
        "usual_wait": in_words(wait) if wait else "",
        "moderation_hours": SiteSettings.objects.current().moderation_hours if is_waiting else "",
        # The same for everybody: who is trusted is nobody else's business.
        "may_be_offered": is_waiting and is_offered(comment),
    }
    if settings.EMAIL_IS_ON and comment.email and comment.status in WITHDRAWABLE:
        context["notify_form"] = NotifyForm(instance=comment)
    return render(request, "comments/comment_status.html", context)


def _gone(request: HttpRequest, *, status: int, heading: object = "") -> HttpResponse:
    """Return what is left to say of a comment that is no longer stored; without a heading, of one that may never have
    been.
    """
    days = settings.COMMENTS_EMPTY_DAYS
    context = {"heading": heading, "emptied_after": in_words(timedelta(days=days)) if days else ""}
    return render(request, "comments/comment_gone.html", context, status=status)


def _broken_rule(comment: Comment) -> Rule | None:
    """Return the rule of the paper by which a moderator refused a comment, if one was named."""
    if comment.status != Status.REFUSED:
        return None
    move = comment.moves.refusals().first()
    return house_rule(move.rule) if move else None


def _edit_page(
    request: HttpRequest, token: str, form: EditForm, *, status: int, is_over: bool = False
) -> HttpResponse:
    context = {"form": form, "token": token, "is_over": is_over}
    return render(request, "comments/edit_comment.html", context, status=status)


def _back(token: str, *, is_saved: bool = False) -> HttpResponse:
    address = reverse("comments:comment_status", args=[token])
    return HttpResponseRedirect(f"{address}?saved=1" if is_saved else address, status=303)
