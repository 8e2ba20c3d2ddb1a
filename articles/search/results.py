"""One page of results, as the template shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from django.utils.safestring import SafeString

from articles.body.build import plain_text
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.paging import PAGE_SIZE, Page, page_of, read_place
from articles.search.excerpts import excerpt, marked
from articles.search.find import Hit, find
from articles.search.query import Query
from newsportal.arabic.fold import fold
from newsportal.arabic.words import places, places_of, tokens


@dataclass(frozen=True)
class Result:
    """A story with its marked title and excerpt."""

    article: Article
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Results:
    """A page of results. ``meant`` is the query with its unknown words replaced, empty where all were known."""

    rows: list[Result]
    page: Page
    count: int
    is_full: bool
    is_unquoted: bool
    meant: str


def results(articles: ArticleQuerySet, typed: str, query: Query, *, by_date: bool, cursor: str) -> Results:
    """Search among the articles and return one page of what was found.

    Ordered by date, it holds stories with all words alone, if there are any. A broken cursor gives the first page.
    """
    found = find(articles, query)
    if by_date:
        found = found.with_all()
        page = page_of(articles.filter(pk__in=[hit.pk for hit in found.hits]).published, cursor, with_text=True)
    else:
        page = page_by_rank(articles, found.hits, cursor)
    stems = query.stems.union(*found.meant.values())
    texts = {article.pk: f"{article.standfirst} {plain_text(article.body_html)}".strip() for article in page.articles}
    return Results(
        rows=[
            Result(article, marked(article.title, stems), excerpt(texts[article.pk], stems))
            for article in page.articles
        ],
        page=page,
        count=len(found.hits),
        is_full=found.is_cut or found.is_some_cut,
        is_unquoted=found.is_unquoted,
        meant=meant_by(typed, found.meant, [each for row in page.articles for each in (row.title, texts[row.pk])]),
    )


def page_by_rank(articles: ArticleQuerySet, hits: list[Hit], cursor: str) -> Page:
    """Return the hits after a place, best first; a place is how many were shown, and the key of the last of them.

    An address tells no rank: it would tell of words in stories that nobody may see yet.
    """
    place = read_place(cursor)
    start = start_after(hits, *place) if place else 0
    shown = hits[start : start + PAGE_SIZE]
    rows = articles.for_results().in_bulk([hit.pk for hit in shown])
    # A story that is taken down between two queries leaves its place empty.
    kept = [rows[hit.pk] for hit in shown if hit.pk in rows]
    end = start + len(shown)
    return Page(kept, f"{end}-{shown[-1].pk}" if end < len(hits) else "", is_first=place is None)


def start_after(hits: list[Hit], count: int, pk: int) -> int:
    """Return where the next page begins: after the last story shown, wherever it stands by now.

    Where it is gone, the others have moved up by one.
    """
    places = (number for number, hit in enumerate(hits, 1) if hit.pk == pk)
    return next(places, min(max(count - 1, 0), len(hits)))


def meant_by(typed: str, meant: Mapping[str, Iterable[str]], texts: Iterable[str]) -> str:
    """Return what was typed with each unknown word replaced by one that stands in the texts that were found.

    Only what readers can see is offered: a word of an unpublished story is never told. Empty where nothing changes.
    """
    wanted = {stem for stems in meant.values() for stem in stems}
    written: dict[str, set[str]] = defaultdict(set)
    for text in texts if wanted else ():
        for place in places_of(wanted, text):
            for stem in wanted & place.stems:
                written[stem].add(text[place.start : place.end])
    offered = {}
    for word, stems in meant.items():
        if forms := [form for stem in stems for form in sorted(written[stem])]:
            offered[word] = max(forms, key=partial(likeness, word))
    if not offered:
        return ""
    parts, end = [], 0
    for place in places(typed):
        word = typed[place.start : place.end]
        parts += [typed[end : place.start], offered.get("".join(tokens(word)), word)]
        end = place.end
    return "".join([*parts, typed[end:]])


def likeness(word: str, form: str) -> float:
    """Return how much of a folded word stands in the same order in a form, 0 to 1."""
    return SequenceMatcher(None, word, fold(form)).ratio()
