"""Moving an entry of the calendar to another time: dragged by a script, or by a small form that needs none."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.late_save import VERSION
from articles.models import Article, Assignment
from articles.permissions import may_publish
from articles.planning.address import calendar_address
from articles.planning.assigning import may_assign, may_read, postpone
from articles.planning.refusals import NotPlannedError, Refusal
from articles.planning.rescheduling import reschedule
from articles.site.conventions import date_time, digits, quoted, weekday
from newsportal.arabic.bidi import isolate
from newsportal.converters import key_in
from newsportal.inputs import MomentField

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

DATE, TIME = "%Y-%m-%d", "%H:%M:%S"
BOX = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}
DAY_BOX: dict[str, Any] = {**BOX, "aria-label": gettext_lazy("Day")}
HOUR_BOX: dict[str, Any] = {**BOX, "aria-label": gettext_lazy("Hour")}
ACCEPTS_JSON = "application/json"
# Posted by what takes a move back, which is told in other words.
UNDONE = "undone"


class MoveForm(forms.Form):
    at = MomentField(
        label=gettext_lazy("New time"),
        widget=forms.SplitDateTimeWidget(
            date_attrs=DAY_BOX,
            time_attrs=HOUR_BOX,
            date_format=DATE,
            time_format="%H:%M",
        ),
    )


def pages(admin: "ModelAdmin[Assignment]") -> list[URLPattern]:
    """Return the addresses at which a story and an assignment are moved."""
    of_story, of_assignment = partial(move_story, admin), partial(move_assignment, admin)
    return [
        path("stories/<id:pk>/move/", admin.admin_site.admin_view(of_story), name="articles_assignment_move_story"),
        path("<id:pk>/move/", admin.admin_site.admin_view(of_assignment), name="articles_assignment_move"),
    ]


def move_story(admin: "ModelAdmin[Assignment]", request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the new time of a planned story, and move it there; the record of its way tells of it."""
    if not (may_read(request.user) and may_publish(request.user)):
        raise PermissionDenied
    story = get_object_or_404(Article.objects.defer("body", "body_html"), pk=pk)
    return _answer(admin, request, story, reschedule, "published_at")


def move_assignment(admin: "ModelAdmin[Assignment]", request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the new time of an assignment, and move it there."""
    if not may_assign(request.user):
        raise PermissionDenied
    return _answer(admin, request, get_object_or_404(Assignment, pk=pk), postpone, "due_at")


def _answer(
    admin: "ModelAdmin[Assignment]", request: HttpRequest, row: Any, deed: Callable[..., Any], column: str
) -> HttpResponse:
    """Do what was posted, or show the form: again (422) for a time that cannot be, or (409) for a row that changed."""
    before, status = getattr(row, column), 200
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"at": before})
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                moved = deed(row, form.cleaned_data["at"], by=cast(User, request.user), version=_version(request))
            except NotPlannedError as refusal:
                form.add_error("at", str(refusal))
                status = 409 if refusal.why is Refusal.CHANGED else 422
            except ObjectDoesNotExist as error:
                raise Http404 from error
            else:
                return _moved(request, moved, getattr(moved, column), before)
    if _asks_for_json(request):
        return JsonResponse({"said": _told(form), VERSION: _stored_version(row)}, status=status)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Move"),
        "opts": admin.opts,
        "row": row,
        "version": _stored_version(row),
        "form": form,
        "back": calendar_address(request.GET),
    }
    return render(request, "admin/articles/assignment/move.html", context, status=status)


def _moved(request: HttpRequest, row: Any, at: datetime, before: datetime | None) -> HttpResponse:
    words = {
        "name": quoted(isolate(str(row), is_arabic=True)),
        "moment": f"{weekday(timezone.localtime(at))} {date_time(at)}",
    }
    is_undone = UNDONE in request.POST
    said = (_("%(name)s is back on %(moment)s.") if is_undone else _("%(name)s now stands on %(moment)s.")) % words
    if not _asks_for_json(request):
        messages.success(request, said)
        return HttpResponseRedirect(calendar_address(request.GET))
    undo = {VERSION: row.version, UNDONE: "1", **(_posted(before) if before else {})}
    return JsonResponse({"said": said, "undo": undo})


def _told(form: MoveForm) -> str:
    return digits(" ".join(str(error) for errors in form.errors.values() for error in errors))


def _stored_version(row: Any) -> int:
    """Return the version of now, with which what came back may be sent once more."""
    number: int = type(row)._default_manager.values_list(VERSION, flat=True).get(pk=row.pk)
    return number


def _posted(moment: datetime) -> dict[str, str]:
    """Return a moment as the form posts it."""
    local = timezone.localtime(moment)
    return {"at_0": f"{local:{DATE}}", "at_1": f"{local:{TIME}}"}


def _version(request: HttpRequest) -> int | None:
    """Return the version that the account looked at; a POST without one is not asked for it, as at a story's form."""
    if VERSION not in request.POST:
        return None
    number = key_in(request.POST[VERSION])
    return -1 if number is None else number


def _asks_for_json(request: HttpRequest) -> bool:
    return ACCEPTS_JSON in request.headers.get("Accept", "")
