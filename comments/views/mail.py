"""What stands behind the links in letters: a button each, since mail scanners open links and press none."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import moderation
from comments.mail.links import Purpose, find_link, spend
from comments.mail.stopping import stop_letters
from comments.models import Comment, ConfirmedAddress, MailLink
from comments.trust import may_publish
from comments.views.guard import private_form
from newsportal.tokens import private_page


@private_form
def mail_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address, or publish a trusted reader's comment: what the link was made for."""
    link = find_link(token, Purpose.CONFIRM, Purpose.PUBLISH)
    if request.method == "POST" and link.is_live:
        # The link is good for as long as what it does has not been stored.
        with transaction.atomic():
            if spend(link):
                _press(link)
        return HttpResponseRedirect(request.path, status=303)
    is_done = _is_done(link)
    heading = _heading(link, is_done=is_done)
    context = {"link": link, "heading": heading, "is_done": is_done, "is_publishing": link.purpose == Purpose.PUBLISH}
    status = 200 if is_done or link.is_live else 410
    return render(request, "comments/mail_confirm.html", context, status=status)


# RFC 8058, section 3.1: the mailbox's own server posts here, and the token is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token, Purpose.UNSUBSCRIBE)
    is_done = request.method == "POST"
    if is_done:
        stop_letters(link.email)
    return private_page(render(request, "comments/mail_unsubscribe.html", {"is_done": is_done}))


def _press(link: MailLink) -> None:
    """Do what a link is for. Trust may have ended since its letter was written; then the comment waits on."""
    if link.purpose == Purpose.CONFIRM:
        ConfirmedAddress.objects.get_or_create(email=link.email)
    elif link.comment and may_publish(link.comment):
        moderation.publish(link.comment)


def _is_done(link: MailLink) -> bool:
    """Return whether what a link is for is so by now."""
    if link.purpose == Purpose.PUBLISH:
        return link.comment is not None and link.comment.status == Comment.Status.APPROVED
    return not link.is_live and ConfirmedAddress.objects.filter(email=link.email).exists()


def _heading(link: MailLink, *, is_done: bool) -> str:
    if link.purpose == Purpose.PUBLISH:
        asks, tells = _("Publish your comment"), _("Your comment is published.")
    else:
        asks, tells = _("Confirm your e-mail address"), _("Your address is confirmed")
    if is_done:
        return tells
    return asks if link.is_live else _("This link has been used or is too old")
