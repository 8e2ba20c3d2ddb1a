"""Prints what pages and searches cost, writes the figures to a file, fails where a ratio got worse: ``make bench``.

The environment says more: ``PARTS`` names some of hits, live, posting, archive, front, reads, desk, search (all by
default), lighthouse (which npm installs) and score; ``FULL=1`` measures a million articles as well,
``FULL=postgresql`` on that database alone; ``KEEP=1`` keeps the archives for the next run; ``DATABASE_URL`` names
PostgreSQL, which is otherwise looked for on this machine; ``BASELINE=1`` makes this run the one that later ones are
compared with. For the search alone: ``SET`` is a file in the shape of SQuAD whose paragraphs are loaded as articles in
place of its own questions; ``ABLATION=1`` prints what each step of the search is worth. For the score of comments
alone: ``LABELLED`` is a table of comments that others labelled (tests/benchmarks/score.py).
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import (
    archive,
    changes,
    desk,
    front,
    hits,
    lighthouse,
    live,
    pages,
    posting,
    reads,
    rendering,
    results,
    score,
)
from tests.benchmarks.hits import NGINX
from tests.benchmarks.results import Figure
from tests.benchmarks.search.report import postgresql_url, report
from tests.browser.portal import ROOT, running_portal

OWN_SET = ROOT / "tests" / "data" / "search_questions.json"
BASELINE = ROOT / "tests" / "benchmarks" / "baseline.json"
FIGURES = ROOT / "var" / "bench.json"
SIZES = [1_000, 100_000]
FULL_SIZE = 1_000_000


def page_figures() -> Iterator[Figure]:
    """Yield what a page from the cache costs, on the embedded default and on Redis."""
    with running_portal("") as portal:
        path = pages.prepare(portal)
        yield from pages.report(portal, path)
        yield from rendering.report(portal, path)
        yield from hits.report(portal, path)
        if NGINX:
            yield from hits.nginx_report()
        yield from changes.report(portal)
        yield from hits.freshness_report(portal, path)
        yield from hits.memory_report(portal, path)


def live_figures() -> Iterator[Figure]:
    with running_portal("") as portal:
        yield from live.report(portal)


def posting_figures() -> Iterator[Figure]:
    for server in ["", *filter(None, [postgresql_url()])]:
        yield from posting.report(server)


def archive_figures() -> Iterator[Figure]:
    for server in ["", *filter(None, [postgresql_url()])]:
        yield from archive.report(sizes_for("postgresql" if server else "sqlite"), server)


def front_figures() -> Iterator[Figure]:
    for server in ["", *filter(None, [postgresql_url()])]:
        yield from front.report(sizes_for("postgresql" if server else "sqlite"), server)


def reads_figures() -> Iterator[Figure]:
    for server in ["", *filter(None, [postgresql_url()])]:
        yield from reads.report(server)


def desk_figures() -> Iterator[Figure]:
    for server in ["", *filter(None, [postgresql_url()])]:
        yield from desk.report(sizes_for("postgresql" if server else "sqlite"), server)


def score_figures() -> Iterator[Figure]:
    labelled = os.environ.get("LABELLED", "")
    if not labelled:
        sys.exit("Name a table of labelled comments: LABELLED=comments.csv")
    return score.report(Path(labelled).resolve())


def sizes_for(engine: str) -> list[int]:
    return [*SIZES, *([FULL_SIZE] if os.environ.get("FULL") in {"1", engine} else [])]


def main() -> int:
    named = os.environ.get("SET", "")
    usual = "score" if os.environ.get("LABELLED") else "hits live posting archive front reads desk search"
    parts = ["search"] if named else os.environ.get("PARTS", usual).split()
    figures: list[Figure] = []
    sources = (
        ("hits", page_figures),
        ("live", live_figures),
        ("posting", posting_figures),
        ("archive", archive_figures),
        ("front", front_figures),
        ("reads", reads_figures),
        ("desk", desk_figures),
        ("lighthouse", lighthouse.report),
        ("score", score_figures),
    )
    for part, source in sources:
        for figure in source() if part in parts else ():
            print(results.table([figure]).splitlines()[-1], flush=True)
            figures.append(figure)
    worse = []
    if figures:
        results.write(FIGURES, figures)
        worse = [*results.regressions(figures, BASELINE), *score.below_bar(figures)]
        print("\n".join(["", results.table(figures), "", results.wide_table(figures), "", *worse]))
        if os.environ.get("BASELINE"):
            results.renew(BASELINE, figures)
    failed = 0
    if "search" in parts:
        failed = report(Path(named).resolve() if named else OWN_SET, sizes_for("")[1:], has_bars=bool(named))
    return 1 if worse else failed


if __name__ == "__main__":
    sys.exit(main())
