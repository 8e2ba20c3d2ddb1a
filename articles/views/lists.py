"""Home and the lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.chrome import all_sections
from articles.front_page.arrangement import Arrangement
from articles.front_page.pages import home_page, section_page
from articles.models import Article, Author, Section, Tag
from articles.paging import page_of
from articles.profile import author_facts
from articles.upcoming import next_move
from newsportal.page_cache.rules import cached_page
from newsportal.tokens import private_page

AS_PREVIEW = {"noindex": True, "is_preview": True, "is_arrangement": True}
# A list shows stories, and a cursor chooses its page.
cached_list = cached_page("lists", parameters=("before",), until=next_move)


@cached_page("lists", lagging=("reads",), until=next_move)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/home.html", {"home": home_page(all_sections())})


def home_preview(request: HttpRequest, arrangement: Arrangement) -> HttpResponse:
    """Render home as an arrangement that is not stored would make it; no cache keeps it."""
    context = {"home": home_page(all_sections(), arrangement), **AS_PREVIEW}
    return private_page(render(request, "articles/home.html", context))


@cached_list
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    page = page_of(Article.objects.listed, request.GET.get("before", ""))
    return render(request, "articles/latest.html", {"page": page})


@cached_list
@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = page_of(section.articles.listed, request.GET["before"]) if "before" in request.GET else None
    if page is None or page.is_first:
        return render(request, "articles/section_detail.html", front_context(section))
    return render(request, "articles/section_detail.html", {"section": section, "page": page})


def section_preview(request: HttpRequest, section: Section, arrangement: Arrangement) -> HttpResponse:
    """Render a section's first page as an arrangement that is not stored would make it; no cache keeps it."""
    context = {**front_context(section, arrangement), **AS_PREVIEW}
    return private_page(render(request, "articles/section_detail.html", context))


def front_context(section: Section, arrangement: Arrangement | None = None) -> dict[str, Any]:
    front = section_page(section, arrangement)
    return {"section": section, "top": front.top, "page": front.page}


@cached_list
@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = page_of(tag.taggings.listed, request.GET.get("before", ""))
    return render(request, "articles/tag_detail.html", {"tag": tag, "page": page})


@cached_list
@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    page = page_of(author.bylines.listed, request.GET.get("before", ""))
    context = {"author": author, "page": page, "facts": author_facts(author)}
    return render(request, "articles/author_detail.html", context)
