"""Loads and clocks: how many answers a server gives in a second, and how long one takes."""

import http.client
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

SECONDS = 3
CONNECTIONS = 8


def rate(url: str, headers: Mapping[str, str] | None = None, *, script: str = "", seconds: int = SECONDS) -> float:
    """Return the answers a second that wrk counts over eight connections.

    Raises RuntimeError where one of them is an error; 304 counts as an answer.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *(["-s", script] if script else [])]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    text = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if not found or "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{url}: {text}")
    return float(found[1])


def milliseconds(url: str, number: int, headers: Mapping[str, str] | None = None) -> list[float]:
    """Return how long each of ``number`` answers took, asked for one after another over one connection."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    taken = []
    for _ in range(number):
        begun = time.perf_counter()
        connection.request("GET", address, headers=dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - begun) * 1_000)
        if answer.status >= 400:
            raise RuntimeError(f"{url} answered {answer.status}.")
    connection.close()
    return taken


def rounds(number: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Run the measures in turn, so that a slow moment of the machine hits all of them; return a list for each."""
    return [list(column) for column in zip(*[[measure() for measure in measures] for _ in range(number)], strict=True)]


def ratios(figures: list[float], compared: list[float]) -> list[float]:
    """Return the ratio of each round, smallest first."""
    return sorted(figure / other for figure, other in zip(figures, compared, strict=True))


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: list[float]) -> float:
    return statistics.median(values)


@contextmanager
def running(command: list[str], **options: object) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server beside the measure, and end it."""
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]  # because options are subprocess's own
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
