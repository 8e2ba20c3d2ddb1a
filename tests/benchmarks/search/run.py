"""One measurement on the database that DATABASE_URL names, printed as JSON, a line a row.

``python -m tests.benchmarks.search.run quality SET``, ``ablation SET``, or ``speed NUMBER``.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command


def main(what: str, value: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    # Their models need the applications, which stand from here on.
    measure = getattr(import_module(f"tests.benchmarks.search.{what}"), what)
    for row in measure(int(value) if what == "speed" else Path(value)):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
