"""Fills an empty database with the demo newspaper."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from articles.demo.desk import load_desk
from articles.demo.load import foreign_rows, is_loaded, load_newsroom, make_staff
from comments.demo.load import load_comments


class Command(BaseCommand):
    help = "Fills an empty database with the demo newspaper: sections, articles, pictures, comments, three accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", help="one password for the three accounts, in place of random ones")
        parser.add_argument("--if-empty", action="store_true", help="leave a database alone that holds anything")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            if not options["if_empty"]:
                self.stdout.write("The demo is already there; nothing changed.")
            return
        found = foreign_rows()
        if found and options["if_empty"]:
            return
        if found:
            raise CommandError(
                f"The database already holds {', '.join(found)}. The demo is only loaded into an empty one: "
                "set VAR_DIR or DATABASE_URL to another place."
            )
        started = time.monotonic()
        now = timezone.now().replace(second=0, microsecond=0)
        with transaction.atomic():
            staff = make_staff(options["password"])
            articles = load_newsroom(staff, now, self.stdout.write)
            load_desk(articles, staff, now)
            number = load_comments(articles, staff.users, now)
        self.stdout.write(f"{number} comments")
        self.stdout.write(self.style.SUCCESS(f"The demo is loaded, in {time.monotonic() - started:.0f} seconds."))
        if options["password"] is None:
            self.stdout.write("Sign in at /admin/ with one of these; they are not shown again:")
            for name, password in staff.passwords.items():
                self.stdout.write(f"  {name:<10} {password}")
