"""What Lighthouse says of the demo's pages on a phone: the four scores, and how soon and how still a page stands.

It comes with ``npm ci``. Each page is looked at several times, since two looks at one page differ. What a slow phone
and its network would take is reckoned from them, as Lighthouse does by itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.load import median
from tests.benchmarks.results import Figure
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.portal import ROOT, Portal, running_portal

PROGRAM = ROOT / "node_modules" / ".bin" / "lighthouse"
LOOKS = 3
SECONDS = 180
# With what each has to reach. Performance is what a busy machine makes of it.
SCORES = {"performance": "≥ 95", "accessibility": "100", "best-practices": "100", "seo": "100"}
# What counts as good: https://web.dev/articles/vitals.
METRICS = {
    "cumulative-layout-shift": ("CLS", "", "≤ 0.1"),
    "largest-contentful-paint": ("LCP", "ms", "≤ 2,500"),
    "total-blocking-time": ("TBT", "ms", "≤ 200"),
}
ADDRESSES = """
import json
from articles.models import Article
from django.urls import reverse
listed = Article.objects.listed().newest_first()
story = listed.filter(kind=Article.Kind.NEWS, lead_picture__isnull=False)[0]
live = listed.filter(kind=Article.Kind.LIVE).first()
pages = {"home": "/", "section": story.section.get_absolute_url(), "article": story.get_absolute_url()}
print(json.dumps(pages | ({"live": live.get_absolute_url()} if live else {})))
"""

Look = Mapping[str, Any]


def report() -> Iterator[Figure]:
    """Yield scores and metrics of each page, and print to standard error what keeps a score below 100."""
    if not PROGRAM.is_file():
        sys.exit("Lighthouse is not installed: npm ci")
    with running_portal("") as portal:
        for name, path in json.loads(portal.run(ADDRESSES)).items():
            looks = [look_again(portal, path) for _ in range(LOOKS)]
            yield from figures(name, looks)
            worst = min(looks, key=lambda look: sum(look["categories"][key]["score"] for key in SCORES))
            for line in faults(worst):
                print(f"  {name}: {line}", file=sys.stderr)


def look_again(portal: Portal, path: str) -> Look:
    """Look at a page, and once more where Lighthouse itself failed: it asks for that now and then."""
    try:
        return look_at(portal, path)
    except RuntimeError as error:
        print(f"  once more: {error}", file=sys.stderr)
        return look_at(portal, path)


def look_at(portal: Portal, path: str) -> Look:
    """Return Lighthouse's report of a page that the cache has; it starts a Chromium, and tells nobody else of it.

    Raises RuntimeError where it saw no page.
    """
    urllib.request.urlopen(portal.url + path).close()  # noqa: S310 - always http
    command = [str(PROGRAM), portal.url + path, "--output=json", "--quiet", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(SCORES)}", f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}"]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    with tempfile.TemporaryDirectory(prefix="newsportal-lighthouse-") as folder:
        # By a file: it ends before a pipe has taken a long report.
        written = Path(folder) / "report.json"
        command.append(f"--output-path={written}")
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        look: Look = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
    if done.returncode or "runtimeError" in look:
        raise RuntimeError(f"{path}: {look.get('runtimeError', {}).get('message', done.stderr)}")
    return look


def figures(page: str, looks: Sequence[Look]) -> Iterator[Figure]:
    """Yield the medians of several looks at a page, with their spread; scores are of a hundred."""
    for key, bar in SCORES.items():
        scores = [look["categories"][key]["score"] * 100 for look in looks]
        yield spread(f"{page}: {looks[0]['categories'][key]['title']}", scores, "of 100", bar)
    for key, (name, unit, bar) in METRICS.items():
        yield spread(f"{page}: {name}", [look["audits"][key]["numericValue"] for look in looks], unit, bar)


def spread(name: str, values: Sequence[float], unit: str, bar: str) -> Figure:
    return Figure(name, median([*values]), unit, low=min(values), high=max(values), bar=bar)


def faults(look: Look) -> list[str]:
    """Return a line for each audit that was not passed: its score's name, its own words, the elements that it names.

    Performance is measured, and what its report advises has no weight; it is told as well.
    """
    lines = []
    for key in SCORES:
        category = look["categories"][key]
        for part in category["auditRefs"]:
            audit = look["audits"][part["id"]]
            counts = part["weight"] or part.get("group") == "diagnostics"
            if counts and audit["score"] is not None and audit["score"] < 1:
                shown = audit.get("displayValue", "")
                said = f"{audit['title']} ({shown})" if shown else audit["title"]
                lines.append(": ".join([category["title"], said, *elements(audit.get("details", {}))]))
    return lines


def elements(details: Mapping[str, Any]) -> list[str]:
    """Return the selectors of the elements, or else the addresses, that an audit names, each once."""
    named = [item.get("node", {}).get("selector") or item.get("url", "") for item in details.get("items", [])]
    return [", ".join(dict.fromkeys(filter(None, named)))] if any(named) else []
