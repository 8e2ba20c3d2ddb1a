"""One measurement on the database that DATABASE_URL names: ``quality SET`` or ``speed NUMBER``; prints JSON, a line a row."""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(what: str, value: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    # Their models need the applications, which stand from here on.
    from tests.benchmarks.search.quality import quality
    from tests.benchmarks.search.speed import speed

    for row in quality(Path(value)) if what == "quality" else speed(int(value)):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
