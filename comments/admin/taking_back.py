"""Taking a press back: the latest one from the queue, any one from a comment's record."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comments import moderation
from comments.admin import outcomes
from comments.admin.press import drop
from comments.admin.ways import AT, way_back
from newsportal.converters import key_in


def undo_view(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take back what was decided under ``batch``, say what came of it, and return to where the button stood."""
    if not request.user.has_perm("comments.moderate_comment"):
        raise PermissionDenied
    if request.method == "POST":
        # On a comment's own page nothing is said of the others that the same press decided.
        undone = moderation.undo(batch, by=cast(User, request.user), only=key_in(request.GET.get(AT)))
        for is_good, sentence in outcomes.undone(*undone):
            (messages.success if is_good else messages.warning)(request, sentence)
        drop(request, batch)
    return HttpResponseRedirect(way_back(request))
