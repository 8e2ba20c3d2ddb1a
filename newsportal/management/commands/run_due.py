"""``manage.py run_due``: for installations whose own scheduler starts such work."""

from typing import Any

from django.core.management.base import BaseCommand

from newsportal.due import run_due


class Command(BaseCommand):
    help = "Runs the scheduled work whose turn it is, once, and prints what ran."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in run_due():
            self.stdout.write(name)
