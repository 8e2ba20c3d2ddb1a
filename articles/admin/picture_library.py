"""What the library's scripts ask for: choosing a picture, sending a file, and the words of what was sent."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from articles.admin.folded_search import folded_words
from articles.admin.picture_form import ACCEPTED, UploadForm, WordsForm
from articles.models import Picture
from articles.pictures.ingest import MAX_BYTES
from articles.pictures.library import save_picture
from articles.pictures.markup import small_address
from newsportal.converters import key_in

if TYPE_CHECKING:
    # The admin names these pages, so they cannot import it when the program runs.
    from articles.admin.picture import PictureAdmin

PAGE = 24
# More than anybody drops at once; each costs a query or two.
MOST_WORDS = 100
REFUSED = 422


def library_pages(admin: "PictureAdmin") -> list[URLPattern]:
    """Return the addresses of the library, each behind the admin's sign-in."""

    def page(name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        def bound(request: HttpRequest) -> HttpResponse:
            return view(request, admin)

        return path(f"{name}/", admin.admin_site.admin_view(bound), name=f"articles_picture_{name}")

    return [page("upload", upload), page("words", save_words), page("choose", choose)]


def shown(picture: Picture) -> dict[str, Any]:
    """Return what a script needs to know of a picture."""
    return {
        "id": picture.pk,
        "alternativeText": picture.alternative_text,
        "caption": picture.caption,
        "credit": picture.credit,
        "thumbnail": small_address(picture),
        "width": picture.width,
        "height": picture.height,
        "name": str(picture),
        "address": reverse("admin:articles_picture_change", args=[picture.pk]),
    }


def drop_context(admin: "PictureAdmin", request: HttpRequest) -> dict[str, Any]:
    """Return what templates/admin/articles/picture/_drop.html shows."""
    return {"may_add": admin.has_add_permission(request), "max_bytes": MAX_BYTES, "accepted": ACCEPTED}


@require_POST
def upload(request: HttpRequest, admin: "PictureAdmin") -> JsonResponse:
    """Take one file into the library (201), or say in ``error`` what is wrong with it (422).

    Raises PermissionDenied for those who may add none.
    """
    if not admin.has_add_permission(request):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES, instance=Picture(created_by=cast(User, request.user)))
    if not form.is_valid():
        return JsonResponse({"error": " ".join(map(str, form.errors["upload"]))}, status=REFUSED)
    save_picture(form.instance, ingested=form.ingested)
    admin.log_addition(request, form.instance, [{"added": {}}])
    return JsonResponse(shown(form.instance), status=201)


@require_POST
def save_words(request: HttpRequest, admin: "PictureAdmin") -> JsonResponse:
    """Save the words of several pictures, all or none; ``errors`` holds by key and field what is wrong (422).

    Raises PermissionDenied where one of them is not the account's to change.
    """
    keys = [key for key in map(key_in, request.POST.getlist("picture")) if key]
    pictures = Picture.objects.in_bulk(keys[:MOST_WORDS])
    if not all(admin.has_change_permission(request, picture) for picture in pictures.values()):
        raise PermissionDenied
    forms = [WordsForm(request.POST, instance=picture, prefix=str(key)) for key, picture in pictures.items()]
    if errors := {form.prefix: form.errors.get_json_data() for form in forms if not form.is_valid()}:
        return JsonResponse({"errors": errors}, status=REFUSED)
    with transaction.atomic():
        for form in forms:
            if form.has_changed():
                save_picture(form.instance)
                admin.log_change(request, form.instance, [{"changed": {"fields": form.changed_data}}])
    return JsonResponse({"pictures": [shown(form.instance) for form in forms]})


@require_GET
@cache_control(no_store=True)
def choose(request: HttpRequest, admin: "PictureAdmin") -> HttpResponse:
    """Return the library as a part of a page: whole, or with ``q``, ``before`` or ``picture`` its pictures alone.

    Raises PermissionDenied for those who may see none.
    """
    if not admin.has_view_permission(request):
        raise PermissionDenied
    pictures = Picture.objects.order_by("-pk")
    for word in folded_words(request.GET.get("q", "")):
        pictures = pictures.filter(search_text__contains=word)
    for name, lookup in (("before", "pk__lt"), ("picture", "pk")):
        if (key := key_in(request.GET.get(name))) is not None:
            pictures = pictures.filter(**{lookup: key})
    found = list(pictures[: PAGE + 1])
    part = {"q", "before", "picture"} & request.GET.keys()
    context = {
        "pictures": [
            {"picture": each, "name": str(each), "facts": json.dumps(shown(each), ensure_ascii=False)}
            for each in found[:PAGE]
        ],
        "before": found[PAGE - 1].pk if len(found) > PAGE else None,
        **drop_context(admin, request),
    }
    return render(request, f"admin/articles/picture/{'_choices' if part else 'choose'}.html", context)
