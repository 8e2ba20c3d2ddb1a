"""Says which tests this machine cannot run and why, and prints the pytest expression that leaves them out.

``python -m tests.selection``: the expression on standard output, the reasons on standard error. With ``CI`` in the
environment nothing may be left out, and a missing part ends it with an error.
"""

import os
import shutil
import sys
from pathlib import Path

import psycopg
from PIL import features

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROTLI = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf")


def missing_browser() -> str:
    return "" if any(map(shutil.which, BROWSERS)) else "no Chromium on this machine"


def missing_npm() -> str:
    if not (ROOT / "node_modules" / "axe-core").is_dir():
        return "axe-core and the Nu checker are not installed (npm ci)"
    return "" if shutil.which("java") else "the Nu checker needs Java"


def missing_nginx() -> str:
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        return "no nginx on this machine"
    if not BROTLI.is_file():
        return "nginx has no module for brotli (libnginx-mod-http-brotli-static)"
    return "" if shutil.which("openssl") and shutil.which("curl") else "nginx is tested with openssl and curl"


def missing_systemd() -> str:
    return "" if shutil.which("systemd-analyze") else "no systemd-analyze on this machine"


def missing_postgresql() -> str:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return "DATABASE_URL names no PostgreSQL server"
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"PostgreSQL does not answer: {error}"
    return ""


def missing_sqlite() -> str:
    """Say on PostgreSQL why tests of what every database shows alike are left to SQLite."""
    on_sqlite = not os.environ.get("DATABASE_URL", "")
    return "" if on_sqlite else "they look at pages that every database makes alike, and run on SQLite"


def missing_redis() -> str:
    return "" if shutil.which("redis-server") else "no redis-server on this machine"


def missing_fribidi() -> str:
    return "" if features.check("fribidi") else "Pillow finds no FriBiDi, which orders Arabic letters (libfribidi0)"


def main() -> int:
    needs = {
        "browser": missing_browser(),
        "fribidi": missing_fribidi(),
        "nginx": missing_nginx(),
        "npm": missing_npm(),
        "postgresql": missing_postgresql(),
        "redis": missing_redis(),
        "rendering": missing_sqlite(),
        "systemd": missing_systemd(),
    }
    absent = {marker: reason for marker, reason in needs.items() if reason}
    for marker, reason in absent.items():
        print(f"Left out: tests marked {marker}: {reason}.", file=sys.stderr)
    print(" and ".join(f"not {marker}" for marker in absent))
    # CI runs on both databases; anything else has to be there.
    return 1 if "CI" in os.environ and absent.keys() - {"postgresql", "rendering"} else 0


if __name__ == "__main__":
    sys.exit(main())
