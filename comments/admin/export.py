"""The queue as a file for spreadsheets: the selected comments, or all of a view of the queue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.site.conventions import digits, grouped
from comments.admin.private import sees_private
from comments.export import csv_lines
from comments.models import Comment
from newsportal.desk.counting import MOST

if TYPE_CHECKING:
    from newsportal.desk import DeskAdmin
    from newsportal.desk.lists import DeskList


@admin.action(description=_("Export the selected comments as CSV"), permissions=["view"])
def export_selected(model_admin: Any, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponseBase:
    """Answer with the selected comments, the oldest first, ten thousand at most."""
    keys = list(comments.order_by("created_at", "pk").values_list("pk", flat=True)[: MOST + 1])
    return _file(request, keys[:MOST], is_more=len(keys) > MOST)


def export_view(model_admin: "DeskAdmin", request: HttpRequest) -> HttpResponseBase:
    """Answer with the comments of a view of the queue in its order, ten thousand at most.

    The address holds the filters of the view; lookups are refused here as they are there.
    """
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    try:
        shown = cast("DeskList", model_admin.get_changelist_instance(request))
    except IncorrectLookupParameters:
        # As the list itself answers.
        return HttpResponseRedirect(f"{reverse('admin:comments_comment_changelist')}?{ERROR_FLAG}=1")
    return _file(request, shown.first_keys(), is_more=shown.is_more)


def in_words(count: int) -> str:
    words = ngettext("%(count)d comment exported as CSV", "%(count)d comments exported as CSV", count)
    return digits(words % {"count": count})


def _file(request: HttpRequest, keys: Sequence[int], *, is_more: bool) -> StreamingHttpResponse:
    _record(request, len(keys))
    if is_more:
        message = gettext("The file holds the first %(count)s comments of this view. Narrow it to export the others.")
        messages.warning(request, message % {"count": grouped(len(keys))})
    lines = csv_lines(keys, sees_private=sees_private(request))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="comments-{timezone.localdate():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _record(request: HttpRequest, count: int) -> None:
    """Note in the newsroom's log who exported how many, naming nobody."""
    said = in_words(count)
    if sees_private(request):
        said = gettext("%(text)s, with e-mail and IP addresses") % {"text": said}
    LogEntry.objects.create(
        user=cast(User, request.user),
        content_type=ContentType.objects.get_for_model(Comment),
        object_repr=said,
        action_flag=CHANGE,
        change_message=said,
    )
