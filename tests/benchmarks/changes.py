"""What readers wait while every page of the portal is made anew."""

import re
import subprocess
import threading
from collections.abc import Iterator

from tests.benchmarks.results import Figure
from tests.browser.portal import Portal

SECONDS = 12
READERS = 32
CHANGES = 3
ADDRESSES = """
from articles.models import Article, Author, Section, Tag
pages = ["/", "/latest/", "/about/"]
for model in (Section, Author, Tag):
    pages += [row.get_absolute_url() for row in model.objects.all()[:30]]
pages += [story.get_absolute_url() for story in Article.objects.listed().newest_first()[:100]]
print("\\n".join(pages))
"""
# A section's name stands on every page. The pauses let the pages become warm again.
RENAME = """
import time
from articles.models import Section
section = Section.objects.order_by("pk")[0]
name = section.name
for number in range({changes}):
    time.sleep({pause})
    section.name = f"{{name}} {{number}}"
    section.save()
section.name = name
section.save()
"""
SCRIPT = """
local paths = {%s}
local place = 0
request = function()
  place = place %% #paths + 1
  return wrk.format("GET", paths[place])
end
"""


def report(portal: Portal) -> Iterator[Figure]:
    """Yield how long answers take while a section is renamed every few seconds; pages are asked for by turns."""
    found = portal.manage("shell", "-v", "0", "-c", ADDRESSES)
    paths = [line for line in found.splitlines() if line.startswith("/")]
    script = portal.var_dir / "pages.lua"
    script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in paths), encoding="utf-8")
    for words, changes, bar in (("without a change", 0, ""), (f"with {CHANGES} changes of `site`", CHANGES, "≤ 500")):
        pause = SECONDS / (CHANGES + 1)
        command = ("shell", "-v", "0", "-c", RENAME.format(changes=changes, pause=pause))
        editor = threading.Thread(target=portal.manage, args=command)
        editor.start()
        slow = latencies(portal.url, str(script))
        editor.join()
        name = f"{len(paths)} pages by turns, {READERS} readers, {words}"
        yield Figure(f"{name}: 99th percentile", slow["99%"], "ms", bar=bar)
        yield Figure(f"{name}: slowest", slow["Max"], "ms")


def latencies(url: str, script: str) -> dict[str, float]:
    """Return the milliseconds of wrk's percentiles, and of the slowest answer as "Max".

    Raises RuntimeError where an answer is an error.
    """
    command = ["wrk", "-t1", f"-c{READERS}", f"-d{SECONDS}s", "--latency", "-s", script, url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(text)
    found = dict(re.findall(r"^ +(\d+%) +([\d.]+[um]?s)$", text, re.MULTILINE))
    slowest = re.search(r"Latency +\S+ +\S+ +([\d.]+[um]?s)", text)
    return {name: in_milliseconds(value) for name, value in {**found, "Max": slowest[1] if slowest else ""}.items()}


def in_milliseconds(value: str) -> float:
    """Return the milliseconds of what wrk prints: ``431.00us``, ``1.20ms``, ``1.03s``."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", value).groups()  # type: ignore[union-attr]  # because wrk prints one
    return float(number) * {"us": 0.001, "ms": 1, "s": 1_000}[unit]
