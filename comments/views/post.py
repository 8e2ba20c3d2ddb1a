"""Posting a comment, and finding it again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from articles.views import article_page, published_article
from comments.corrections.taking import take_in as take_correction_in
from comments.forms import CommentForm
from comments.intake import take_in
from comments.models import Comment
from comments.rules.registry import Refused
from comments.rules.rule import Submission
from comments.threads import query_of
from comments.views.posted import ALREADY_HERE, giving_back, posted_fields, unread
from newsportal.arabic.characters import strip_format_characters
from newsportal.origin import client_address, network_of, origin_of

CORRECTION_IS_HERE = _("The editors have had this correction before. Write something new.")


def _sent_again(posted: dict[str, Any]) -> CommentForm:
    # The form calls the text by its column.
    return CommentForm(initial={**posted, "text": posted.get("comment", "")}, instance=Comment(article=Article()))


# A reader has no cookie to hold a token against; origin_of() does the work of Django's check.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@giving_back(_sent_again)
def post_comment(request: HttpRequest, article_id: int) -> HttpResponse:
    """Receive a comment or a correction, or answer why not, in the order that is a contract (DESIGN.md, section 2)."""
    if request.method != "POST":
        return redirect(f"{published_article(article_id).get_absolute_url()}#comments")
    if answer := unread(request):
        return answer
    article = published_article(article_id, "status", "comments_open", "published_at")
    form = CommentForm(posted_fields(request), instance=Comment(article=article))
    if not article.accepts_comments:
        return _refused(request, form, status=403)
    if not form.is_valid():
        return _refused(request, form, status=422)
    return _receive(request, form)


def _refused(request: HttpRequest, form: CommentForm, *, status: int) -> HttpResponse:
    """Answer with the story's page, and the form with what was written in it and why it was not taken."""
    return article_page(request, published_article(form.instance.article_id), comment_form=form, status=status)


def _receive(request: HttpRequest, form: CommentForm) -> HttpResponse:
    comment = form.save(commit=False)
    address = client_address(request)
    comment.ip_address = address or None
    comment.network = network_of(address)
    comment.user_agent = strip_format_characters(request.headers.get("User-Agent", ""))[:300]
    submission = Submission(
        comment, origin=origin_of(request), is_trapped=form.is_trapped, milliseconds=form.milliseconds
    )
    try:
        if form.cleaned_data["correction"]:
            token = take_correction_in(submission, may_be_named=form.cleaned_data["may_be_named"])
        else:
            token = take_in(submission)
    except Refused as refusal:
        return _not_received(request, form, refusal)
    return HttpResponseRedirect(reverse("comments:comment_status", args=[token]), status=303)


def _not_received(request: HttpRequest, form: CommentForm, refusal: Refused) -> HttpResponse:
    if not refusal.seconds:
        says = CORRECTION_IS_HERE if form.cleaned_data["correction"] else ALREADY_HERE
        form.add_error(None, ValidationError(says, refusal.rule.code))
        return _refused(request, form, status=409)
    form.add_error(None, _too_fast(refusal))
    response = _refused(request, form, status=429)
    response["Retry-After"] = str(refusal.seconds)
    return response


def _too_fast(refusal: Refused) -> ValidationError:
    message = ngettext_lazy(
        "Comments come too fast from here. Wait %(seconds)d second, then send again.",
        "Comments come too fast from here. Wait %(seconds)d seconds, then send again.",
        "seconds",
    )
    return ValidationError(message, code=refusal.rule.code, params={"seconds": refusal.seconds})


@require_safe
def comment_permalink(request: HttpRequest, article_id: int, pk: int) -> HttpResponse:
    article = published_article(article_id)
    comment = get_object_or_404(article.comments.shown(), pk=pk)
    return redirect(f"{article.get_absolute_url()}{query_of(comment)}#comment-{pk}")
