"""One reader's correction, and the form in which an editor answers it."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.corrections import limit_of
from articles.characters import one_line
from articles.corrections.log import is_known
from articles.permissions import may_change, may_publish
from articles.site.conventions import timestamp
from comments.admin.columns import shown_unseen
from comments.admin.private import mask_email, sees_private
from comments.corrections.answering import ANSWERABLE, AnsweredError, accept, decline
from comments.inputs import TextField
from comments.models import ReaderCorrection
from comments.text import build_html
from newsportal.desk.accounts import account_name

State = ReaderCorrection.State

LONGEST_ANSWER = 1_000
OUTCOMES = [
    (State.CORRECTED.value, _("Corrected: readers read below the story what was wrong")),
    (State.UNNEEDED.value, _("Needs no correction")),
]


class AnswerForm(forms.Form):
    """What becomes of a reader's correction, and what the reader is told."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the story is corrected.")},
    )
    text = forms.CharField(
        label=_("Text of the correction"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 3, "lang": "ar", "dir": "rtl"}),
        help_text=_("What was wrong and what is right: “The plant lies in Aswan, not in Luxor.”"),
    )
    is_credited = forms.BooleanField(label=_("Thank the reader by name below the story"), required=False)
    answer = TextField(
        label=_("Answer to the reader"),
        limit=LONGEST_ANSWER,
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("It stands on the private page of whoever sent the correction; you may leave it empty."),
    )

    def __init__(self, data: Any = None, *, found: ReaderCorrection) -> None:
        super().__init__(data, initial={"is_credited": found.may_be_named})
        self.found = found
        if not found.may_be_named:
            del self.fields["is_credited"]

    def clean_text(self) -> str:
        text = one_line(self.cleaned_data["text"])
        MaxLengthValidator(limit_of("text"))(text)
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == State.CORRECTED:
            if not is_known(self.found.article):
                message = _("Readers do not see this story at present, so that there is nothing to correct publicly.")
                self.add_error("outcome", ValidationError(message, code="unseen"))
            elif data.get("text") == "":
                message = _("A correction tells readers what was wrong and what is right. Write it here.")
                self.add_error("text", ValidationError(message, code="required"))
        return data


def correction_page(request: HttpRequest, rows: QuerySet[ReaderCorrection], key: int | None) -> HttpResponse:
    """Show one of the rows that an account may read, and take its editors' answer.

    Raises Http404 for another row, PermissionDenied where somebody who may not publish answers.
    """
    found = rows.for_desk().select_related("answered_by", "correction").filter(pk=key).first()  # type: ignore[attr-defined]  # because the stubs know a model's manager only by its base class
    if found is None:
        raise Http404
    may_answer = may_publish(request.user)
    if request.method != "POST":
        form = AnswerForm(found=found) if may_answer and found.state in ANSWERABLE else None
        return _page(request, found, form)
    if not may_answer:
        raise PermissionDenied
    form = AnswerForm(request.POST, found=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        _answer(found, form.cleaned_data, by=cast(User, request.user))
    except AnsweredError:
        messages.warning(request, _("This correction was answered meanwhile, or its sender took it back."))
        return HttpResponseRedirect(_address("changelist"))
    messages.success(request, _("Answered. The reader sees it on the page of the correction."))
    return HttpResponseRedirect(_address("changelist"))


def _answer(found: ReaderCorrection, data: dict[str, Any], *, by: User) -> None:
    if data["outcome"] == State.CORRECTED:
        accept(found, text=data["text"], is_credited=data.get("is_credited", False), answer=data["answer"], by=by)
    else:
        decline(found, answer=data["answer"], by=by)


def _page(
    request: HttpRequest, found: ReaderCorrection, form: AnswerForm | None, *, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Correction by a reader"),
        "opts": ReaderCorrection._meta,
        "found": found,
        "text": shown_unseen(build_html(found.text)),
        "sent": timestamp(found.created_at, stays=True),
        "state": State(found.state).label,
        "email": found.email if sees_private(request) else mask_email(found.email),
        "answered_by": account_name(found.answered_by) if found.answered_by else "",
        "may_edit_story": may_change(request.user, found.article),
        "list": _address("changelist"),
        "form": form,
        "adminform": {"form": form},
    }
    return render(request, "admin/comments/readercorrection/page.html", context, status=status)


def _address(name: str) -> str:
    return reverse(f"admin:comments_readercorrection_{name}")
