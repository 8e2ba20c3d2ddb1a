"""The search page, and the answers to its suggestion box."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.kinds import kind_words
from articles.models import Article
from articles.search.begun import suggestions
from articles.search.filters import filters_html
from articles.search.forms import NEWEST, PARAMETERS, SearchForm
from articles.search.query import MOST_CHARACTERS, parse
from articles.search.results import results
from articles.sponsoring import sponsored_by


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    form.is_valid()
    typed = form.cleaned_data.get("q", "")
    query, typed = parse(typed), typed[:MOST_CHARACTERS]
    found = None
    if not query.is_empty:
        found = results(
            form.narrow(Article.objects.published()),
            typed,
            query,
            by_date=form.cleaned_data.get("sort") == NEWEST,
            cursor=request.GET.get("before", ""),
        )
    context = {
        "form": form,
        "filters": filters_html(form),
        "typed": typed,
        "longest": MOST_CHARACTERS,
        "query": query,
        "results": found,
        "meant_query": asked(request, q=found.meant) if found else "",
        "next_query": asked(request, before=found.page.next_cursor) if found else "",
        "first_query": asked(request),
        # Its pages are endless, and each of them stands elsewhere already.
        "noindex": True,
    }
    return render(request, "articles/search.html", context)


def asked(request: HttpRequest, **changes: str) -> str:
    """Return the query string of this search, on its first page, with changes; parameters without a value go."""
    values = {name: request.GET.get(name, "")[:MOST_CHARACTERS] for name in PARAMETERS}
    return "?" + urlencode({name: value for name, value in {**values, **changes}.items() if value})


@require_safe
def search_suggest(request: HttpRequest) -> JsonResponse:
    found = suggestions(request.GET.get("q", ""))
    stories = [
        {
            "title": ": ".join(filter(None, [sponsored_by(article.sponsor), kind_words(article), article.title])),
            "address": article.get_absolute_url(),
        }
        for article in found
    ]
    return JsonResponse({"stories": stories}, json_dumps_params={"ensure_ascii": False})
