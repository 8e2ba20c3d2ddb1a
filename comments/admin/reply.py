"""The newsroom's reply to a comment: from the queue, and from the public page through the admin (decision 1)."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.site.conventions import timestamp
from comments import moderation
from comments.admin import columns
from comments.admin.decisions import queue_address
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
    """Show a comment with a box below it, and answer it; a refused reply comes back with its text."""
    if not request.user.has_perm("comments.moderate_comment"):
        raise PermissionDenied
    comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
    account, form, status = cast(User, request.user), ReplyForm(), 200
    if request.method == "POST":
        form, status = ReplyForm(request.POST), 422
        if form.is_valid():
            try:
                reply = moderation.reply(comment, text=form.cleaned_data["text"], by=account)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = 409
            else:
                return _after(request, reply)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Reply to %(name)s") % {"name": isolate(comment.name)},
        "opts": Comment._meta,
        "comment": comment,
        "story": columns.story(comment),
        "written": timestamp(comment.created_at, stays=True),
        "byline": byline_of(account),
        "form": form,
        "way_back": _whence(request, comment),
        "queue": queue_address(request),
    }
    return render(request, "admin/comments/comment/reply.html", context, status=status)


def _after(request: HttpRequest, reply: Comment) -> HttpResponse:
    if request.GET.get(FROM) != ARTICLE:
        messages.success(request, _("Your reply is on the page."))
    return HttpResponseRedirect(_whence(request, reply))


def _whence(request: HttpRequest, comment: Comment) -> str:
    """Return the way back: to the comment on its public page where that led here, else to the queue."""
    if request.GET.get(FROM) != ARTICLE:
        return queue_address(request)
    # The account's language is that of the admin, and no reader's address.
    with translation.override(settings.LANGUAGE_CODE):
        return comment.get_absolute_url()
