"""Says which tests this machine cannot run and why, and prints the pytest expression that leaves them out.

``python -m tests.selection``: the expression on standard output, the reasons on standard error. With ``CI`` in the
environment nothing may be left out, and a missing part ends it with an error.
"""

import os
import shutil
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing_browser() -> str:
    return "" if any(map(shutil.which, BROWSERS)) else "no Chromium on this machine"


def missing_npm() -> str:
    if not (ROOT / "node_modules" / "axe-core").is_dir():
        return "axe-core and the Nu checker are not installed (npm ci)"
    return "" if shutil.which("java") else "the Nu checker needs Java"


def missing_postgresql() -> str:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return "DATABASE_URL names no PostgreSQL server"
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"PostgreSQL does not answer: {error}"
    return ""


def main() -> int:
    needs = {"browser": missing_browser(), "npm": missing_npm(), "postgresql": missing_postgresql()}
    absent = {marker: reason for marker, reason in needs.items() if reason}
    for marker, reason in absent.items():
        print(f"Left out: tests marked {marker}: {reason}.", file=sys.stderr)
    print(" and ".join(f"not {marker}" for marker in absent))
    # On SQLite there is nothing to ask of PostgreSQL; anything else has to be there in CI.
    return 1 if "CI" in os.environ and absent.keys() - {"postgresql"} else 0


if __name__ == "__main__":
    sys.exit(main())
