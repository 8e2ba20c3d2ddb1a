"""``manage.py clear_pages``: every page is made anew, as after a database was restored from a backup."""

from typing import Any

from django.core.management.base import BaseCommand

from newsportal import generations


class Command(BaseCommand):
    help = "Has every public page made anew on its next request: after a restored backup, or a change by hand in SQL."

    def handle(self, *args: Any, **options: Any) -> None:
        # What the shared cache knows may be newer than what was restored.
        generations.refresh("site")
        generations.advance("site")
        self.stdout.write("Every page is made anew on its next request.")
