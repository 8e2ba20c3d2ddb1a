"""What every public page shows around its own content."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from articles.metadata import share_card_url
from articles.models import Section
from articles.search.forms import PARAMETERS
from articles.search.query import MOST_CHARACTERS
from newsportal.generations import remembered
from newsportal.origin import absolute

ENGLISH = "/en"
# Headlines and texts stay Arabic on an English page (decision 13), and say so to screen readers.
ARABIC_CONTENT = SafeString(' lang="ar" dir="rtl"')
# The parts of a query that choose another page; the rest never reaches a canonical address.
PAGE_PARAMETERS = ("before", "page")


@dataclass(frozen=True)
class Chrome:
    """The names, bars and addresses around a page."""

    site_name: str
    has_wordmark: bool
    sections: tuple[Section, ...]
    today: date
    arabic: SafeString
    is_english: bool
    canonical_url: str
    share_picture_url: str
    switch_path: str


@remembered("site")
def bar_sections() -> tuple[Section, ...]:
    """Return the sections in their order; kept in the process until one of them changes."""
    return tuple(Section.objects.all())


def arabic_path(path: str) -> str:
    """Return the Arabic address of a public path, without the ``/en`` of its English chrome."""
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return path[len(ENGLISH) :] or "/"
    return path


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor: one object, ``chrome``, made for those pages alone that ask for it.

    The newsroom's own pages never do; its 404 does.
    """
    return {"chrome": SimpleLazyObject(partial(_chrome, request))}


def _chrome(request: HttpRequest) -> Chrome:
    is_english = translation.get_language() == "en"
    path = arabic_path(request.path)
    query = request.GET.copy()
    is_search = request.resolver_match is not None and request.resolver_match.url_name == "search"
    kept = (*PARAMETERS, "before") if is_search else PAGE_PARAMETERS
    for name in set(query) - set(kept):
        del query[name]
    for name in list(query):
        query[name] = str(query[name])[:MOST_CHARACTERS]
    tail = f"?{query.urlencode()}" if query else ""
    return Chrome(
        site_name=settings.SITE_NAME,
        has_wordmark=settings.SITE_NAME == settings.DEMO_NAME,
        sections=bar_sections(),
        today=timezone.localdate(),
        arabic=ARABIC_CONTENT if is_english else SafeString(""),
        is_english=is_english,
        canonical_url=absolute(path) + tail,
        share_picture_url=share_card_url(),
        switch_path=(path if is_english else ENGLISH + path) + tail,
    )
