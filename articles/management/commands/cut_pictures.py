"""``manage.py cut_pictures``: makes renditions without the worker, after a change of shapes, widths or quality."""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone

from articles.models import Picture
from articles.pictures.cutting import cut_waiting


class Command(BaseCommand):
    help = "Makes the renditions that are missing. It can be stopped and run again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="make those of every picture anew; until its turn comes, pages show the first ones of each",
        )
        parser.add_argument("--jobs", type=int, default=1, help="how many pictures to make at a time; one by default")

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Picture.objects.all() if options["all"] else Picture.objects.filter(cut_at=None)
        waiting.update(cut_at=None, cut_after=timezone.now(), cut_tries=0)
        jobs = max(1, options["jobs"])
        with ThreadPoolExecutor(jobs) as pool:
            number = sum(pool.map(lambda _: cut_in_thread(), range(jobs))) if jobs > 1 else cut_waiting(math.inf)
        self.stdout.write(f"{number} pictures cut.")


def cut_in_thread() -> int:
    """Cut until no picture waits; encoders leave Python's lock alone, so threads share the cores."""
    try:
        return cut_waiting(math.inf)
    finally:
        connection.close()
