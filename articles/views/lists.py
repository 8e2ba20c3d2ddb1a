"""Home, the lists and the static page about the paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.chrome import bar_sections
from articles.front_page import front_page
from articles.models import Article, Author, Section, Tag
from articles.paging import page_of
from articles.upcoming import next_move
from newsportal.page_cache.rules import cached_page

# A list shows stories, and a cursor chooses its page.
cached_list = cached_page("lists", parameters=("before",), until=next_move)


@cached_page("lists", until=next_move)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/home.html", {"front": front_page(bar_sections())})


@cached_list
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    page = page_of(Article.objects.listed, request.GET.get("before", ""))
    return render(request, "articles/latest.html", {"page": page})


@cached_list
@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = page_of(section.articles.listed, request.GET.get("before", ""))
    return render(request, "articles/section_detail.html", {"section": section, "page": page})


@cached_list
@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = page_of(tag.taggings.listed, request.GET.get("before", ""))
    return render(request, "articles/tag_detail.html", {"tag": tag, "page": page})


@cached_list
@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author, slug=slug)
    page = page_of(author.bylines.listed, request.GET.get("before", ""))
    return render(request, "articles/author_detail.html", {"author": author, "page": page})


@cached_page()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/about.html")
