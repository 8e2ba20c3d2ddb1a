"""What home and a section's page cost as editors arrange them, in a small archive and in a large one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Any

from tests.benchmarks.archive import GROWTH_BAR, prepared
from tests.benchmarks.hits import seen_after
from tests.benchmarks.load import median, milliseconds, percentile, ratios
from tests.benchmarks.results import Figure, ratio
from tests.browser.portal import Portal, serving

ROUNDS = 10
REQUESTS = 20
QUERIES_BAR = "≤ 6"


def report(sizes: Sequence[int], server: str) -> Iterator[Figure]:
    """Yield what they cost on SQLite, or on the PostgreSQL ``server``.

    All archives are served at the same time and asked by turns: a slow moment of the machine hits each of them.
    """
    engine = "PostgreSQL" if server else "SQLite"
    with ExitStack() as stack:
        portals = {size: stack.enter_context(prepared(server, size, comments=0, called="front")) for size in sizes}
        for portal in portals.values():
            stack.callback(portal.shell.close)
        papers = {size: asked(portal, "arrange_paper()") for size, portal in portals.items()}
        for size, portal in portals.items():
            yield from query_figures(portal, papers[size], f"{engine}, {size:,}")
        with ExitStack() as servers:
            for portal in portals.values():
                servers.enter_context(serving(portal, PAGE_CACHE_MB="0"))
            for name in papers[sizes[0]]["pages"]:
                urls = {size: portals[size].url + papers[size]["pages"][name] for size in sizes}
                yield from time_figures(f"{name}, arranged", urls, engine)
        with serving(portals[sizes[-1]]):
            yield freshness(portals[sizes[-1]], papers[sizes[-1]]["spare"], f"{engine}, {sizes[-1]:,}")


def asked(portal: Portal, call: str) -> Any:
    """Return what a function of tests/benchmarks/curated.py prints."""
    return json.loads(portal.run(f"from tests.benchmarks import curated\ncurated.{call}"))


def query_figures(portal: Portal, paper: Mapping[str, Any], where: str) -> Iterator[Figure]:
    host = portal.url.removeprefix("http://")
    counted = asked(portal, f"count_queries({host!r}, {paper['pages']!r})")
    for name, (usual, first) in counted.items():
        yield Figure(f"{name}, arranged, as a rule", usual, "queries", bar=QUERIES_BAR, where=where)
        yield Figure(f"{name}, arranged, after a change", first, "queries", where=where)


def time_figures(name: str, urls: Mapping[int, str], engine: str) -> Iterator[Figure]:
    """Yield the median and the slowest answers of a page in each archive, and its growth beside the first."""
    for url in urls.values():
        milliseconds(url, 10)
    taken = [{size: milliseconds(url, REQUESTS) for size, url in urls.items()} for _ in range(ROUNDS)]
    smallest = min(urls)
    for size in urls:
        every = [each for turn in taken for each in turn[size]]
        where = f"{engine}, {size:,}"
        middle = median(every)
        yield Figure(name, middle, "ms", low=middle, high=percentile(every, 0.99), where=where)
        if size != smallest:
            grown = ratios([median(turn[size]) for turn in taken], [median(turn[smallest]) for turn in taken])
            beside = f"{where} / {smallest:,}"
            yield replace(ratio(name, grown, bar=GROWTH_BAR, is_better_larger=False), where=beside)


def freshness(portal: Portal, stories: Sequence[int], where: str) -> Figure:
    """Return the time from an arrangement, in another process, to the first answer of home that shows it."""
    delays = [
        seen_after(f"{portal.url}/", f'href="/news/{story}/', partial(asked, portal, f"lead_with({story})"))
        for story in stories
    ]
    return Figure(
        "from an arrangement to the first page that shows it",
        median(delays),
        "ms",
        low=min(delays),
        high=max(delays),
        where=where,
    )
