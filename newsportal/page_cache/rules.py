"""What a page depends on, as its view declares it, and which requests are one page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from newsportal import generations
from newsportal.arabic.characters import normalize
from newsportal.language import language_of

View = TypeVar("View", bound=Callable[..., object])

LONGEST_VALUE = 100
LONGEST_QUERY = 2_000
# In bytes. What is remembered of an address must stay small, since anybody can ask for thousands; a slug of 200
# characters takes 800 bytes, and more where its marks stand apart.
LONGEST_PATH = 2_000
LONGEST_HOST = 300
# Where a view leaves its page's end for the cache, in the request's environment.
ENDS_AT = "newsportal.ends_at"
# Where it says that there is no such page.
NO_PAGE = "newsportal.no_page"


@dataclass(frozen=True)
class Rule:
    """How one view's pages are kept."""

    names: tuple[str, ...]
    article: str
    lagging: tuple[str, ...]
    parameters: tuple[str, ...]
    uncached: tuple[str, ...]
    until: Callable[[datetime], datetime | None] | None


class Place(NamedTuple):
    """What an address leads to: the rule of its view, and the generations of its pages."""

    rule: Rule
    names: tuple[str, ...]


class Key(NamedTuple):
    """One page. Two requests with the same key get the same bytes, whatever else they say."""

    host: str
    path: str
    query: str


def cached_page(
    *names: str,
    article: str = "",
    lagging: tuple[str, ...] = (),
    parameters: tuple[str, ...] = (),
    uncached: tuple[str, ...] = (),
    until: Callable[[datetime], datetime | None] | None = None,
) -> Callable[[View], View]:
    """Let the page cache keep the answers of a public view that reads nothing but its address.

    The page is remade once ``site``, one of the generations ``names``, or that of the article whose key is the
    argument ``article`` of the view has moved; generations ``lagging`` are asked once a minute only. ``parameters`` of
    the query tell pages apart, and the view never sees another one; a request with one of ``uncached`` is left to
    Django. ``until`` returns the next moment after a given one that changes the page by itself, in at most one query;
    what the view knows of such moments it says by ``end_page()``, and by ``keep_no_page()`` that its parameters choose
    no page.
    """
    rule = Rule(names, article, lagging, parameters, uncached, until)

    def declare(view: View) -> View:
        view.page_rule = rule  # type: ignore[attr-defined]  # because functions carry attributes that no type names
        return view

    return declare


def end_page(request: HttpRequest, moment: datetime | None) -> None:
    """Say from within a view that its page changes by itself at a moment; one that has passed says nothing."""
    if moment is not None and moment > timezone.now():
        request.META[ENDS_AT] = min(moment, request.META.get(ENDS_AT, moment))


def keep_no_page(request: HttpRequest) -> None:
    """Say from within a view that the query chooses no page of its own: anybody can make up endless ones like it."""
    request.META[NO_PAGE] = True


@lru_cache(maxsize=4_096)
def place_of(path: str) -> Place | None:
    """Return where a public path leads, or None where no view there declares its pages."""
    with translation.override(language_of(path)):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    rule: Rule | None = getattr(match.func, "page_rule", None)
    if rule is None:
        return None
    own = (generations.article(match.kwargs[rule.article]),) if rule.article else ()
    return Place(rule, ("site", *rule.names, *own))


@lru_cache(maxsize=256)
def host_of(sent: str) -> str:
    """Return the name under which pages are kept for a Host header; nothing for a host that is not ours.

    Ports and letters' case make no other page. SITE_URL's own is kept as browsers send it. The hosts that a pattern
    of ALLOWED_HOSTS admits have no end, and so they share their pages.
    """
    own = settings.SITE_URL.partition("://")[2]
    if own == sent:
        return sent
    host, _ = split_domain_port(sent)
    for pattern in settings.ALLOWED_HOSTS if host else ():
        if validate_host(host, [pattern]):
            return own if pattern == "*" else pattern.lower().removeprefix(".")
    return ""


def path_of(sent: str) -> str:
    """Return the path in NFC, as all of its spellings are one page; nothing for what is not UTF-8, or too long.

    WSGI passes bytes as Latin-1 (PEP 3333), and so does the key.
    """
    if len(sent) > LONGEST_PATH:
        return ""
    if sent.isascii():
        return sent
    try:
        text = sent.encode("latin-1").decode()
    except UnicodeError:
        return ""
    return normalize("NFC", text).encode().decode("latin-1")


def query_of(sent: str, rule: Rule) -> str | None:
    """Return the declared part of a query string in one order, or None where the request is left to Django."""
    if not sent:
        return ""
    if len(sent) > LONGEST_QUERY:
        return None
    pairs = dict(parse_qsl(sent, keep_blank_values=True, errors="replace"))
    if any(name in pairs for name in rule.uncached):
        return None
    kept = [(name, pairs[name]) for name in rule.parameters if pairs.get(name)]
    if any(len(value) > LONGEST_VALUE for _, value in kept):
        return None
    return urlencode(kept)
