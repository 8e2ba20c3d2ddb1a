"""``manage.py cut_pictures``: makes renditions without the worker, after a change of shapes, widths or quality."""

import math
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
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

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Picture.objects.all() if options["all"] else Picture.objects.filter(cut_at=None)
        waiting.update(cut_at=None, cut_after=timezone.now(), cut_tries=0)
        self.stdout.write(f"{cut_waiting(math.inf)} pictures cut.")
