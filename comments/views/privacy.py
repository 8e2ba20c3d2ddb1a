"""One's own data: ask for a link by e-mail, see what was written under the address, take it along or take it back."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from comments import own_data as data
from comments.author_forms import OwnDataForm
from comments.corrections.keeping import sent_under
from comments.mail.links import Purpose, find_link, make_link, spend
from comments.mail.requests import ask
from comments.models import MailLink
from comments.views.guard import private_form
from comments.views.posted import posted_fields
from newsportal.converters import key_in
from newsportal.origin import client_address, network_of

FORMAT = {"ensure_ascii": False, "indent": 2}
# Nobody wrote more under one address.
MOST_TOLD = 100_000
DEEDS = {"anonymise": data.anonymise, "delete": data.delete}


@private_form
def ask_own_data(request: HttpRequest) -> HttpResponse:
    """Take an e-mail address, and answer alike whether anything was written under it; the worker looks."""
    if not settings.EMAIL_IS_ON:
        raise Http404
    if request.method != "POST" and request.GET.get("done") in DEEDS:
        context = {"is_deleted": request.GET["done"] == "delete", "kept": data.was_kept(_number_of(request))}
        return render(request, "comments/own_data_done.html", context)
    form = OwnDataForm(posted_fields(request) if request.method == "POST" else None)
    if form.is_valid():
        network = network_of(client_address(request))
        ask(Purpose.OWN_DATA, email=form.cleaned_data["email"], network=network)
        return HttpResponseRedirect(f"{reverse('comments:ask_own_data')}?sent=1", status=303)
    context = {"form": form, "is_sent": not form.is_bound and "sent" in request.GET}
    return render(request, "comments/ask_own_data.html", context, status=422 if form.is_bound else 200)


@private_form
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """Open the link of a letter by a button, once; behind it lies a page that is good for an hour."""
    link = find_link(token, Purpose.OWN_DATA, Purpose.OPENED_DATA)
    if not link.is_live:
        return render(request, "comments/own_data_expired.html", status=410)
    if link.purpose == Purpose.OPENED_DATA:
        return _opened(request, link, token)
    if request.method != "POST":
        return render(request, "comments/own_data_asked.html")
    # The link is good for as long as the page that it opens has none of its own.
    with transaction.atomic():
        opened = make_link(Purpose.OPENED_DATA, email=link.email) if spend(link) else ""
    if not opened:
        return render(request, "comments/own_data_expired.html", status=410)
    return HttpResponseRedirect(reverse("comments:own_data", args=[opened]), status=303)


def _opened(request: HttpRequest, link: MailLink, token: str) -> HttpResponse:
    if request.method != "POST":
        comments = data.with_readable(data.written_under(link.email))
        context = {
            "comments": comments,
            "corrections": data.with_readable(sent_under(link.email)),
            "email": link.email,
            "token": token,
            "kept": data.will_be_kept(sum(comment.legal_hold for comment, _ in comments)),
        }
        return render(request, "comments/own_data.html", context)
    posted = posted_fields(request)
    deed = posted.get("deed", "")
    if deed == "download":
        answer = JsonResponse(data.as_data(link.email), json_dumps_params=FORMAT)
        answer["Content-Disposition"] = 'attachment; filename="comments.json"'
        return answer
    if deed not in DEEDS or (deed == "delete" and "sure" not in posted):
        return HttpResponseRedirect(request.path, status=303)
    kept = DEEDS[deed](link.email)
    query = f"?done={deed}&kept={kept}" if kept else f"?done={deed}"
    return HttpResponseRedirect(reverse("comments:ask_own_data") + query, status=303)


def _number_of(request: HttpRequest) -> int:
    """Return how many comments the law keeps, as the address says it; 0 for anything else."""
    return min(key_in(request.GET.get("kept")) or 0, MOST_TOLD)
