"""``manage.py empty_trash``: what the scheduled work does each day, at once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from comments import moderation


class Command(BaseCommand):
    help = (
        "Deletes comments that were refused, withdrawn or put among the spam COMMENTS_EMPTY_DAYS ago. Their records "
        "stay, without personal data; what is kept for the law stays whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count them, and leave them where they are")

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.COMMENTS_EMPTY_DAYS
        if not days:
            self.stdout.write("Nothing is ever emptied: COMMENTS_EMPTY_DAYS is 0.")
        elif options["dry_run"]:
            self.stdout.write(f"{counted(moderation.ripe())} would be deleted, after {days} days in the trash.")
        else:
            self.stdout.write(f"{counted(moderation.empty_trash())} deleted, after {days} days in the trash.")


def counted(number: int) -> str:
    return f"{number:,} comment{'' if number == 1 else 's'}"
