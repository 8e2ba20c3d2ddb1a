"""Another text for a comment, without the rest of its page."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments import moderation
from comments.admin.about_one import comment_to_decide, page_about
from comments.admin.press import Press, remember
from comments.admin.ways import way_back
from comments.forms import limit_of
from comments.inputs import TextField
from comments.models import Comment
from newsportal.arabic.bidi import isolate
from newsportal.arabic.characters import clean_text

CHANGED = _("The comment changed after you opened it. Its text of now stands above; yours is still in the box.")


def text_field() -> TextField:
    """Return the field for the one thing about a comment that a moderator may change by hand."""
    return TextField(
        label=_("comment"),
        limit=limit_of("text"),
        required_message=_("A comment needs text. To take it away, refuse it in the queue."),
        widget=AdminTextareaWidget(attrs={"dir": "auto", "rows": 8}),
    )


class TextForm(forms.Form):
    text = text_field()


def quick_edit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment's text in a box, and store another; a stale one comes back beside the text of now."""
    comment = comment_to_decide(request, pk)
    form, status = TextForm(initial={"text": comment.text}), 200
    if request.method == "POST":
        form, status = TextForm(request.POST), 422
        if form.is_valid():
            if save_text(request, comment, form.cleaned_data["text"]):
                return HttpResponseRedirect(way_back(request))
            comment = comment_to_decide(request, pk)
            form.add_error(None, CHANGED)
            status = 409
    title = gettext("Change the comment of %(name)s") % {"name": isolate(comment.name)}
    return page_about(request, "quick_edit", comment, form, title=title, status=status)


def save_text(request: HttpRequest, comment: Comment, text: str) -> bool:
    """Store a moderator's text, and say so; return False where the comment changed since the page was opened."""
    press = Press.of(request)
    if clean_text(text) == comment.text:
        is_repeated = comment.moves.last_standing().filter(batch=press.batch).exists()
        messages.success(request, _("The text was changed.") if is_repeated else _("The text is as it was."))
        return True
    own = press.own()
    if not moderation.revise(
        comment, text=text, by=cast(User, request.user), seen=press.seen.get(comment.pk), batch=own.batch
    ):
        return False
    remember(request, own.batch, gettext("The text was changed."))
    messages.success(request, _("The text was changed."))
    return True
