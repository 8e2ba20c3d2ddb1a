"""``manage.py reindex``: brings the index of the search level with every article, while the portal serves."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.models import Article, SearchDocument
from articles.search.index import index, recount
from newsportal.progress import Progress

BATCH = 1_000


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
        progress = Progress("articles", Article.objects.count())
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
            progress.show(seen)
        if options["recount"]:
            recount()
        self.stdout.write(f"{changed} of {seen} articles changed; {SearchDocument.objects.count()} are indexed.")
