"""The private page of a reader's correction: that it arrived, its answer, and the way to take it back."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.corrections.keeping import take_back
from comments.mail.links import Purpose
from comments.mail.requests import ask
from comments.models import ReaderCorrection
from comments.views.posted import posted_fields
from newsportal.gone import Gone
from newsportal.origin import client_address, network_of
from newsportal.tokens import digest_of

State = ReaderCorrection.State

ARRIVED = _("Your correction has reached the editors.")
HEADINGS = {
    State.OPEN: ARRIVED,
    # Whoever is kept out is not told so.
    State.KEPT_OUT: ARRIVED,
    State.CORRECTED: _("The story was corrected. Thank you."),
    State.UNNEEDED: _("The editors found nothing to correct."),
}


class AnswerByMailForm(forms.Form):
    wants_answer = forms.BooleanField(label=_("when the editors answer"), required=False)


def own_correction(token: str) -> ReaderCorrection | None:
    """Return the correction whose private page a token opens, with its story, or None for a token that opens none.

    Raises Gone once the page has expired. Costs a query.
    """
    found = ReaderCorrection.objects.filter(status_digest=digest_of(token)).for_desk().first()
    if found and found.created_at < timezone.now() - timedelta(days=settings.COMMENTS_STATUS_DAYS):
        raise Gone
    return found


def correction_page(request: HttpRequest, found: ReaderCorrection, token: str) -> HttpResponse:
    """Show where a correction stands; costs two queries."""
    is_readable = Article.objects.published().filter(pk=found.article_id).exists()
    context = {
        "found": found,
        "token": token,
        "heading": HEADINGS[State(found.state)],
        "is_saved": "saved" in request.GET,
        "is_readable": is_readable,
        "public": found.correction if is_readable else None,
    }
    if settings.EMAIL_IS_ON and found.email and not found.is_answered:
        context["notify_form"] = AnswerByMailForm(initial={"wants_answer": found.wants_answer})
    return render(request, "comments/correction_status.html", context)


def withdraw_correction(request: HttpRequest, found: ReaderCorrection, token: str) -> HttpResponse:
    """Ask whether a correction is to be deleted, and delete it; one that is answered stays with its answer."""
    if found.is_answered or (request.method == "POST" and not take_back(found)):
        return HttpResponseRedirect(reverse("comments:comment_status", args=[token]), status=303)
    is_done = request.method == "POST"
    return render(request, "comments/withdraw_correction.html", {"found": found, "token": token, "is_done": is_done})


def notify_correction(request: HttpRequest, found: ReaderCorrection, token: str) -> HttpResponse:
    """Note whether an answer is wanted by mail; the first time the address is to be confirmed by a letter."""
    address = reverse("comments:comment_status", args=[token])
    form = AnswerByMailForm(posted_fields(request) if request.method == "POST" else None)
    if not settings.EMAIL_IS_ON or found.is_answered or not found.email or not form.is_valid():
        return HttpResponseRedirect(address, status=303)
    is_wanted = form.cleaned_data["wants_answer"]
    ReaderCorrection.objects.filter(pk=found.pk).update(wants_answer=is_wanted)
    if is_wanted:
        # Whether it is confirmed already, the worker knows; whoever typed the address may not learn it here.
        ask(Purpose.CONFIRM, email=found.email, network=network_of(client_address(request)))
    return HttpResponseRedirect(f"{address}?saved=1", status=303)
