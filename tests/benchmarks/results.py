"""The table and the file of figures, and which of them got worse."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# What two runs of the same code may differ by.
TOLERANCE = 0.15


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``low`` and ``high`` are the spread over the rounds; a ratio has no unit."""

    name: str
    value: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    bar: str = ""
    # Whether more is better; None for what is shown and compared with nothing.
    is_better_larger: bool | None = None
    # The column of the wide table, for what is measured in several archives.
    where: str = ""

    @property
    def label(self) -> str:
        return f"{self.where}: {self.name}" if self.where else self.name


def ratio(name: str, values: Sequence[float], *, bar: str = "", is_better_larger: bool | None = True) -> Figure:
    """Return the figure of a ratio that was taken in several rounds."""
    ordered = sorted(values)
    return Figure(
        name, ordered[len(ordered) // 2], low=ordered[0], high=ordered[-1], bar=bar, is_better_larger=is_better_larger
    )


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table in Markdown, as docs/scale.md shows it."""
    lines = ["| what | figure | spread | bar |", "|---|---|---|---|"]
    for each in figures:
        spread = "" if each.low is None or each.high is None else f"{number(each.low)} to {number(each.high)}"
        lines.append(f"| {each.label} | {number(each.value)} {each.unit} | {spread} | {each.bar} |")
    return "\n".join(lines)


def wide_table(figures: Sequence[Figure]) -> str:
    """Return what was measured in several archives as one table in Markdown, an archive a column."""
    cells = {(each.name, each.where): each for each in figures if each.where}
    places = list(dict.fromkeys(where for _, where in cells))
    lines = [f"| | {' | '.join(places)} |", "|---" * (len(places) + 1) + "|"]
    for name in dict.fromkeys(name for name, _ in cells):
        row = [cells.get((name, place)) for place in places]
        unit = next((each.unit for each in row if each and each.unit), "")
        lines.append(f"| {name}{unit and f', {unit}'} | {' | '.join(cell(each) for each in row)} |")
    return "\n".join(lines)


def cell(figure: Figure | None) -> str:
    """Return a figure with its slowest answer; a growth, which has no unit, stands alone."""
    if figure is None:
        return ""
    return number(figure.value) + (f" / {number(figure.high)}" if figure.unit and figure.high is not None else "")


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write(path: Path, figures: Sequence[Figure]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=1) + "\n")


def renew(baseline: Path, figures: Sequence[Figure]) -> None:
    """Write the figures into the baseline; those that this run did not measure stay."""
    measured = {each.label for each in figures}
    standing = [Figure(**each) for each in json.loads(baseline.read_text())] if baseline.is_file() else []
    write(baseline, [*(each for each in standing if each.label not in measured), *figures])


def regressions(figures: Sequence[Figure], baseline: Path) -> list[str]:
    """Return a sentence for each ratio that is worse than in the baseline by more than the tolerance."""
    if not baseline.is_file():
        return []
    before = {(each["where"], each["name"]): each["value"] for each in json.loads(baseline.read_text())}
    found = []
    for each in figures:
        old = before.get((each.where, each.name))
        if old is None or each.is_better_larger is None or each.unit:
            continue
        # A large archive that was faster than a small one was lucky.
        worse = old / each.value if each.is_better_larger else each.value / max(old, 1.0)
        if worse > 1 + TOLERANCE:
            found.append(f"{each.label}: {number(old)} before, {number(each.value)} now.")
    return found
