"""Prints what pages and searches cost: ``make bench``; only its second half where a set of questions is named.

The environment says more: ``SET`` is a file in the shape of SQuAD whose paragraphs are loaded as articles, in place of
the project's own; ``FULL=1`` measures an archive of a million stories as well; ``ABLATION=1`` prints what each step of
the search is worth; ``DATABASE_URL`` names PostgreSQL.
"""

import os
import sys
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.search.report import report
from tests.browser.portal import ROOT, running_portal

OWN_SET = ROOT / "tests" / "data" / "search_questions.json"
ARCHIVE = 100_000
FULL_ARCHIVE = 1_000_000


def main() -> int:
    named = os.environ.get("SET", "")
    if not named:
        with running_portal("") as portal:
            pages.report(portal)
    sizes = [ARCHIVE, FULL_ARCHIVE] if os.environ.get("FULL") else [ARCHIVE]
    return report(Path(named).resolve() if named else OWN_SET, sizes, has_bars=bool(named))


if __name__ == "__main__":
    sys.exit(main())
