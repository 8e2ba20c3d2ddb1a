"""What the editor of a body asks the server while somebody writes: what an address names, and wire copy in order."""

import json
from functools import partial
from typing import TYPE_CHECKING, Any, TypeGuard

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.admin.embeds import dead_embed
from articles.body.embeds import as_address, recognise
from articles.body.sanitize import MAX_LENGTH
from articles.body.wire import format_wire

if TYPE_CHECKING:
    from articles.admin.article import ArticleAdmin

# Between figures and tables that stay where they are.
MOST_STRETCHES = 500
LONGEST_TITLE = 1_000


def body_pages(admin: "ArticleAdmin") -> list[URLPattern]:
    """Return the two addresses, for accounts that may write articles."""
    view = admin.admin_site.admin_view
    return [
        path("embed/", view(partial(embed_page, admin=admin)), name="articles_article_embed"),
        path("format/", view(partial(format_page, admin=admin)), name="articles_article_format"),
    ]


def check_writer(request: HttpRequest, admin: "ArticleAdmin") -> None:
    """Raise PermissionDenied for an account that can neither begin nor change an article."""
    if not (admin.has_add_permission(request) or admin.has_change_permission(request)):
        raise PermissionDenied


@require_GET
def embed_page(request: HttpRequest, *, admin: "ArticleAdmin") -> JsonResponse:
    """Answer what stands at ``?address=``: its kind and the address to store, or why nothing can be embedded."""
    check_writer(request, admin)
    address = as_address(request.GET.get("address", ""))
    embed = recognise(address)
    if embed is None:
        return JsonResponse({"error": " ".join(dead_embed(address).messages)})
    return JsonResponse({"kind": embed.provider, "address": embed.address})


@require_POST
def format_page(request: HttpRequest, *, admin: "ArticleAdmin") -> JsonResponse:
    """Answer ``{"texts": […], "title": ""}`` with ``{"html": […]}``: each text as headings and paragraphs.

    The title is looked for in the first line of the first text. 400 for anything else, 413 for more characters than a
    body may have.
    """
    check_writer(request, admin)
    asked = read_json(request)
    texts, title = asked.get("texts"), asked.get("title", "")
    if not is_texts(texts) or not isinstance(title, str):
        return JsonResponse({"error": _("This was no text.")}, status=400)
    if sum(map(len, texts)) > MAX_LENGTH or len(title) > LONGEST_TITLE:
        return JsonResponse(
            {"error": _("This text is too long to be formatted at once. Mark a part of it.")}, status=413
        )
    first, *others = texts
    return JsonResponse({"html": [format_wire(first, title=title), *map(format_wire, others)]})


def is_texts(texts: Any) -> TypeGuard[list[str]]:
    return (
        isinstance(texts, list) and 0 < len(texts) <= MOST_STRETCHES and all(isinstance(text, str) for text in texts)
    )


def read_json(request: HttpRequest) -> dict[str, Any]:
    """Return the object that the request brings, or an empty one.

    Raises RequestDataTooBig, which Django answers itself, for more than the admin takes.
    """
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        # The last one: a form came, and was read already for its token.
        return {}
    return asked if isinstance(asked, dict) else {}
