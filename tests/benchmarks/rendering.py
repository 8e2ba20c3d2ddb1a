"""What rendering costs beside plain string formatting, and what a whole page costs beside its queries."""

import json
from collections.abc import Iterator

from tests.benchmarks.pages import COMMENTS
from tests.benchmarks.results import Figure, ratio
from tests.browser.portal import Portal

# Where the portal's settings are; tests/benchmarks/templated.py needs them.
MEASURE = "from tests.benchmarks.templated import measure; measure({path!r})"


def report(portal: Portal, path: str) -> Iterator[Figure]:
    """Yield the figures of the article page at ``path`` and of home, in processor time of one process."""
    printed = portal.manage("shell", "--no-imports", "-c", MEASURE.format(path=path))
    measured = json.loads(printed.splitlines()[-1])
    for name, bar in ((f"article page with {COMMENTS} comments", "≤ 1.5"), ("home", "")):
        found = measured[name]
        yield milliseconds(f"{name}, rendered from rows in memory", found["templates"])
        yield milliseconds(f"{name}, written by string formatting", found["formatting"])
        yield ratio(f"{name}: rendered / written", found["ratios"], bar=bar, is_better_larger=False)
        yield milliseconds(f"{name}, the whole request without cache", found["request"], bar="≤ 10")


def milliseconds(name: str, values: list[float], *, bar: str = "") -> Figure:
    ordered = sorted(values)
    return Figure(name, ordered[len(ordered) // 2], "ms", low=ordered[0], high=ordered[-1], bar=bar)
