"""The newsroom's reply to a comment: from the queue, and from the public page through the admin (decision 1)."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments import moderation
from comments.admin.about_one import comment_to_decide, page_about
from comments.admin.press import Press, remember
from comments.admin.ways import way_back
from comments.bylines import byline_of
from comments.forms import limit_of
from comments.inputs import TextField
from comments.models import Comment
from newsportal.arabic.bidi import isolate

FROM, ARTICLE = "from", "article"


class ReplyForm(forms.Form):
    """The text of a reply; the account says whose it is."""

    text = TextField(
        label=_("reply"),
        limit=limit_of("text"),
        required_message=_("Write your reply here before you send it."),
        widget=AdminTextareaWidget(attrs={"dir": "auto", "rows": 8}),
    )


def reply_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment with a box below it, and answer it; a refused reply comes back with its text.

    A comment that waits is approved with its reply, and both are taken back together.
    """
    comment = comment_to_decide(request, pk)
    account, form, status = cast(User, request.user), ReplyForm(), 200
    if request.method == "POST":
        form, status = ReplyForm(request.POST), 422
        if form.is_valid():
            try:
                reply = _send(request, comment, form.cleaned_data["text"], account)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                comment, status = comment_to_decide(request, pk), 409
            else:
                return _after(request, reply)
    return page_about(
        request,
        "reply",
        comment,
        form,
        title=gettext("Reply to %(name)s") % {"name": isolate(comment.name)},
        status=status,
        byline=byline_of(account),
        way_back=_whence(request, comment),
        is_waiting=comment.status == Comment.Status.PENDING,
    )


def _send(request: HttpRequest, comment: Comment, text: str, account: User) -> Comment:
    """Send the reply once, however often its form comes; return it. Raises ValidationError where it cannot be sent."""
    press = Press.of(request)
    reply = moderation.answer_of(press.batch, text=text, by=account)
    if reply is None:
        press = press.own()
        reply = moderation.reply(comment, text=text, by=account, seen=press.seen.get(comment.pk), batch=press.batch)
    remember(request, press.batch, gettext("Your reply is on the page."))
    return reply


def _after(request: HttpRequest, reply: Comment) -> HttpResponse:
    if request.GET.get(FROM) != ARTICLE:
        messages.success(request, _("Your reply is on the page."))
    return HttpResponseRedirect(_whence(request, reply))


def _whence(request: HttpRequest, comment: Comment) -> str:
    """Return the way back: to the comment on its public page where that led here, else to the queue."""
    if request.GET.get(FROM) != ARTICLE:
        return way_back(request)
    # The account's language is that of the admin, and no reader's address.
    with translation.override(settings.LANGUAGE_CODE):
        return comment.get_absolute_url()
