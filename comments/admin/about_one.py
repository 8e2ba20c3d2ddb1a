"""Pages about one comment that ask for more than a press: a reply, another text, a rule.

Each shows the comment above its form, stands by itself, and is put beside the queue by a script.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.site.conventions import timestamp
from comments.admin import columns
from comments.admin.press import Press, seen_value
from comments.admin.ways import queue_address, way_back
from comments.models import Comment


def comment_to_decide(request: HttpRequest, pk: int) -> Comment:
    """Return the comment that a page is about, with its story.

    Raises PermissionDenied for whoever may not moderate, Http404 where it is gone.
    """
    if not request.user.has_perm("comments.moderate_comment"):
        raise PermissionDenied
    comment = Comment.objects.select_related("article").filter(pk=pk).first()
    if comment is None:
        raise Http404
    return comment


def page_about(
    request: HttpRequest, template: str, comment: Comment, form: forms.Form, *, title: str, status: int, **more: Any
) -> HttpResponse:
    """Show a comment and the form below it, which carries its press and the version of the comment that is shown."""
    press = Press.of(request)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "opts": Comment._meta,
        "comment": comment,
        "text": columns.shown_text(comment),
        "story": columns.story(comment),
        "written": timestamp(comment.created_at, stays=True),
        "form": form,
        "batch": press.batch,
        "seen": seen_value(comment),
        "queue": queue_address(request),
        "way_back": way_back(request),
        **more,
    }
    return render(request, f"admin/comments/comment/{template}.html", context, status=status)
