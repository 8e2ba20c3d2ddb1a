"""``manage.py reindex``: brings the index of the search level with every article, while the portal serves."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.models import Article, SearchDocument
from articles.search.index import index, recount

BATCH = 1_000
BAR = 30


class Command(BaseCommand):
    help = (
        "Brings the index of the search level with every article. It writes what differs alone, and can be stopped "
        "and run again at any time. After an update that analyses words in another way, all articles differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--recount",
            action="store_true",
            help="count the words of all documents anew, as after rows were changed by hand; saving waits meanwhile",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        total = Article.objects.count()
        seen = changed = last = 0
        texts = Article.objects.only("title", "standfirst", "body_html").order_by("pk")
        while True:
            with transaction.atomic():
                # Locked, so that an editor who saves meanwhile is not indexed with the older text.
                batch = list(texts.select_for_update(no_key=True).filter(pk__gt=last)[:BATCH])
                changed += index(batch)
            if not batch:
                break
            seen, last = seen + len(batch), batch[-1].pk
            self.show(seen, total, time.monotonic() - started)
        if options["recount"]:
            recount()
        self.stdout.write(f"{changed} of {seen} articles changed; {SearchDocument.objects.count()} are indexed.")

    def show(self, seen: int, total: int, seconds: float) -> None:
        """Draw the bar anew on a terminal; a log file gets the last line alone."""
        if sys.stderr.isatty() or seen >= total:
            share = min(1.0, seen / max(total, 1))
            drawn = "█" * round(share * BAR)
            rate = seen / max(seconds, 0.001)
            self.stderr.write(f"\r{drawn:░<{BAR}} {share:4.0%} {seen:,} articles, {rate:,.0f} a second", ending="")
            if seen >= total:
                self.stderr.write("")
