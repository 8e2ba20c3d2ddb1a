"""What stands behind the links in letters: a button each, since mail scanners open links and press none."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import moderation
from comments.mail.links import Purpose, find_link, spend
from comments.mail.stopping import stop_letters
from comments.models import Comment, ConfirmedAddress, MailLink
from comments.rules.registry import rules_of, verdict_of
from comments.rules.rule import Verdict
from comments.views.guard import private_form
from newsportal.tokens import private_page


@private_form
def mail_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address, or publish a trusted reader's comment: what the link was made for."""
    link = found(token, Purpose.CONFIRM, Purpose.PUBLISH)
    if not link.is_live:
        return _confirm_page(request, link, "expired", status=410)
    if request.method != "POST":
        return _confirm_page(request, link, "asked")
    if not spend(link):
        return _confirm_page(request, link, "expired", status=410)
    if link.purpose == Purpose.CONFIRM:
        ConfirmedAddress.objects.get_or_create(email=link.email)
        return _confirm_page(request, link, "done")
    return _confirm_page(request, link, "done" if _publish(link) else "decided")


# RFC 8058, section 3.1: the mailbox's own server posts here, and the token is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    link = found(token, Purpose.UNSUBSCRIBE)
    is_done = request.method == "POST"
    if is_done:
        stop_letters(link.email)
    return private_page(render(request, "comments/mail_unsubscribe.html", {"is_done": is_done}))


def found(token: str, *purposes: Purpose) -> MailLink:
    """Return the link that a token opens, an expired one too.

    Raises Http404 where there never was one.
    """
    link = find_link(token, *purposes)
    if link is None:
        raise Http404
    return link


def _publish(link: MailLink) -> bool:
    """Publish the comment of a link, unless it was decided or changed into what a rule holds; return whether."""
    comment = Comment.objects.get(links=link)
    if verdict_of(rules_of(comment.held_because)) > Verdict.PASS:
        return False
    return moderation.publish(comment)


def _confirm_page(request: HttpRequest, link: MailLink, state: str, *, status: int = 200) -> HttpResponse:
    if link.comment_id:
        # As it stands now.
        link.comment = Comment.objects.select_related("article").get(links=link)
    context = {"link": link, "state": state, "is_publishing": link.purpose == Purpose.PUBLISH}
    return render(request, "comments/mail_confirm.html", context, status=status)
