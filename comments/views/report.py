"""Reporting a comment: the form, what becomes of it, and the page that thanks."""

from math import ceil
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.views import published_article
from comments.models import Comment
from comments.privacy import truncated
from comments.report_form import ReportForm
from comments.reporting import TooManyReportsError, report
from comments.views.posted import giving_back, posted_fields, unread
from newsportal.origin import Origin, client_address, origin_of


# As below post_comment().
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@giving_back(lambda posted: ReportForm(initial=posted))
def report_comment(request: HttpRequest, article_id: int, pk: int) -> HttpResponse:
    """Show the form, take what it sends, and thank; a comment of the newsroom is not reported."""
    is_posted = request.method == "POST"
    if is_posted and (answer := unread(request)):
        return answer
    article = published_article(article_id, "title", "slug", "section")
    comment = article.comments.approved().filter(pk=pk, is_staff=False).first()
    if not is_posted and "sent" in request.GET:
        return _page(request, article, comment, is_sent=True)
    if comment is None:
        # Somebody was faster: what the reader wants has happened. What was never shown is nobody's to report.
        shown = article.comments.filter(pk=pk, is_staff=False, moves__to_status=Comment.Status.APPROVED)
        if is_posted and shown.exists():
            return _thanks(request)
        raise Http404
    if is_posted and origin_of(request) is Origin.UNKNOWN:
        # No browser sends a form without a word of where it was; a program could report for many networks.
        return render(request, "comments/foreign.html", status=403)
    form = ReportForm(posted_fields(request) if is_posted else None)
    return _receive(request, article, comment, form) if is_posted else _page(request, article, comment, form)


def _receive(request: HttpRequest, article: Article, comment: Comment, form: ReportForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, article, comment, form, status=422)
    try:
        report(comment, network=_network(request), **form.cleaned_data)
    except TooManyReportsError as error:
        form.add_error(None, _too_many(error.seconds))
        response = _page(request, article, comment, form, status=429)
        response["Retry-After"] = str(error.seconds)
        return response
    return _thanks(request)


def _page(
    request: HttpRequest,
    article: Article,
    comment: Comment | None,
    form: ReportForm | None = None,
    *,
    status: int = 200,
    is_sent: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"article": article, "comment": comment, "form": form, "is_sent": is_sent}
    if form:
        context["fields"] = render_crispy_form(form)
    response = render(request, "comments/report_comment.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _thanks(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{request.path}?sent=1", status=303)


def _network(request: HttpRequest) -> str:
    return truncated(client_address(request)) or ""


def _too_many(seconds: int) -> ValidationError:
    minutes = ceil(seconds / 60)
    message = ngettext_lazy(
        "Many reports came from your network within an hour. Wait %(minutes)d minute, then send this one again.",
        "Many reports came from your network within an hour. Wait %(minutes)d minutes, then send this one again.",
        "minutes",
    )
    return ValidationError(message, code="too_many", params={"minutes": minutes})
