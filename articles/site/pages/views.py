"""Static pages for readers."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.site.pages.metadata import page_facts
from articles.site.pages.models import ABOUT, StaticPage
from newsportal.page_cache.rules import cached_page


@cached_page()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return shown_page(request, ABOUT)


@cached_page()
@require_safe
def static_page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug == ABOUT:
        return HttpResponsePermanentRedirect(reverse("articles:about"))
    return shown_page(request, slug)


def shown_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(StaticPage.objects.shown().defer("body"), slug=slug)
    return render(request, "articles/static_page.html", {"static_page": page, "facts": page_facts(page)})
