"""Measures both engines, each in a process and a database of its own, and prints them side by side with the bars."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg

from tests.browser.portal import ROOT, temporary_database

LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
FIGURES = ("R@1", "R@10", "MRR@10")
# Per cent. They were set on XQuAD's Arabic questions; the project's own set, which is harder, is not held to them.
QUALITY_BARS = {
    "as written": {"R@1": 87.5, "R@10": 98.0, "MRR@10": 91.5},
    "vocalised": {"R@10": 97.4},
    "stretched": {"R@10": 97.4},
    "without hamza": {"R@10": 97.4},
    "Persian letters": {"R@10": 97.4},
    "one typo in every long word": {"R@10": 90.0},
}
# Milliseconds and rates, for a hundred thousand stories.
SPEED_BARS = {
    "index built anew, articles a second": "at least 5,000",
    "analysis, articles a second": "at least 1,000",
    "two common words, ms": "p50 15, p99 60",
    "a headline of eight words, ms": "p50 40",
}

Rows = list[dict[str, str | float]]


def postgresql_url() -> str:
    """Return the address of a PostgreSQL server that answers, or an empty string."""
    named = os.environ.get("DATABASE_URL", "")
    url = named if named.startswith("postgres") else LOCAL
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return ""
    return url


@contextmanager
def fresh_environment(server: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a portal with an empty database: on the server, or SQLite where there is none."""
    database = temporary_database(server) if server else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="newsportal-bench-") as folder, database as url:
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "newsportal.settings",
            "DATABASE_URL": url,
            "SECRET_KEY": "benchmark-" + "0123456789" * 6,
            "SITE_URL": "http://127.0.0.1",
            "VAR_DIR": folder,
        }


def measure(what: str, value: str, server: str) -> Rows:
    """Run one measurement in a process of its own, and return its rows. Raises CalledProcessError where it fails."""
    with fresh_environment(server) as environment:
        command = [sys.executable, "-m", "tests.benchmarks.search.run", what, value]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def report(path: Path, sizes: list[int], *, has_bars: bool) -> int:
    """Print quality, then speed for each size; return 1 where the engines differ by more than a point.

    Where the set ``has_bars``, a missed one returns 1 as well.
    """
    server = postgresql_url()
    engines = {"SQLite": ""} | ({"PostgreSQL": server} if server else {})
    if not server:
        print("PostgreSQL does not answer: SQLite alone is measured. DATABASE_URL names another server.")
    print(f"\nsearch quality, {path.name}: R@1, R@10, MRR@10 in per cent (bar in brackets)")
    differ, is_missed = print_quality({name: measure("quality", str(path), each) for name, each in engines.items()})
    if os.environ.get("ABLATION"):
        for name, each in engines.items():
            print(f"\nwhat each step is worth, {name}: {', '.join(FIGURES)}")
            for row in measure("ablation", str(path), each):
                print(f"  {row['step']:<38} {'  '.join(f'{float(row[figure]):5.1f}' for figure in FIGURES)}")
    for size in sizes:
        print(f"\nsearch speed, {size:,} articles: median, p99")
        print_speed({name: measure("speed", str(size), each) for name, each in engines.items()})
    return int(differ or (has_bars and is_missed))


def print_quality(measured: dict[str, Rows]) -> tuple[bool, bool]:
    """Print a line for each way of writing the questions.

    Return whether the engines differ by more than a point, and whether a bar is missed.
    """
    differ = is_missed = False
    for rows in zip(*measured.values(), strict=True):
        bars = QUALITY_BARS[str(rows[0]["questions"])]
        cells = []
        for name, row in zip(measured, rows, strict=True):
            figures = [f"{float(row[each]):5.1f}{f' ({bars[each]})' if each in bars else ''}" for each in FIGURES]
            is_missed |= any(float(row[each]) < bar for each, bar in bars.items())
            cells.append(f"{name} {'  '.join(figures)}")
        differ |= any(abs(float(rows[0][each]) - float(row[each])) > 1 for row in rows for each in FIGURES)
        print(f"  {rows[0]['questions']:<28} {'   '.join(cells)}")
    return differ, is_missed


def print_speed(measured: dict[str, Rows]) -> None:
    for rows in zip(*measured.values(), strict=True):
        cells = []
        for name, row in zip(measured, rows, strict=True):
            p99 = f" {float(row['p99']):8,.1f}" if "p99" in row else " " * 9
            cells.append(f"{name} {float(row['median']):8,.1f}{p99}")
        bar = SPEED_BARS.get(str(rows[0]["what"]), "")
        print(f"  {rows[0]['what']:<36} {'   '.join(cells)}   {f'(bar: {bar})' if bar else ''}")
