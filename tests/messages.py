"""Gathers the translatable strings and compiles the catalogues: ``python -m tests.messages``.

Gathering needs gettext's tools; compiling does not. English entries are filled with their own msgid, so that both
catalogues are complete.
"""

import os
import shutil
import sys
from pathlib import Path

import django
import polib
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
IGNORED = [".venv*", "var", "node_modules", "tests"]


def gather() -> None:
    """Bring the .po files level with the code; nothing is guessed from similar strings."""
    for domain in ("django", "djangojs"):
        call_command(
            "makemessages",
            domain=domain,
            locale=["ar", "en"],
            no_wrap=True,
            no_location=True,
            no_obsolete=True,
            ignore_patterns=IGNORED,
        )


def finish(path: Path) -> None:
    """Drop guesses, fill English with its msgids, and write the compiled catalogue beside the .po file."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for entry in catalogue:
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        if "en" in path.parts:
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural} if entry.msgid_plural else {}
    catalogue.metadata_is_fuzzy = False
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    for entry in catalogue.untranslated_entries():
        print(f"{path.relative_to(ROOT)}: not translated: {entry.msgid}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if shutil.which("xgettext"):
        gather()
    else:
        print("gettext's tools are missing: nothing is gathered, the catalogues are only compiled.", file=sys.stderr)
    for po in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        finish(po)
