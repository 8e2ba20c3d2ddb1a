"""What the script of a live page asks for again and again."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from articles.live.coverage import coverage_of
from articles.live.markup import told
from articles.upcoming import next_move
from articles.views import published_article
from newsportal.page_cache.rules import cached_page

FIELDS = ("slug", "kind", "coverage_ended_at")


@cached_page(article="pk", until=next_move)
@require_safe
def live_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the first page of entries as JSON, the same for all readers of a language.

    The page cache keeps it, and answers 304 to whoever has it. What is gone answers as its page does.
    """
    coverage = coverage_of(published_article(pk, *FIELDS))
    if coverage is None:
        raise Http404
    return JsonResponse(told(coverage), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
