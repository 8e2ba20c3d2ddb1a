"""``manage.py resanitize``: every text goes through the allowlist and the builder, after a change of either."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import QuerySet

from articles.live.rebuilding import rebuild_entries
from articles.models import Article, LiveEntry, StaticPage
from articles.rebuilding import rebuild
from articles.site.pages.shown import rebuild_pages
from newsportal import generations

BATCH = 200

Rebuild = Callable[[list[Any]], Iterable[Any]]


class Command(BaseCommand):
    help = "Sanitises and builds the text of every article and page anew. It can be stopped and run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        texts = Article.objects.only("title", "standfirst", "body", "body_html", "word_count")
        changed, seen = rebuild_all(texts, lambda batch: [article.pk for article in rebuild(batch)], "lists")
        self.stdout.write(f"{changed} of {seen} articles changed.")
        entries = LiveEntry.objects.only("article", "body", "body_html")
        changed, seen = rebuild_all(entries, lambda batch: [entry.article_id for entry in rebuild_entries(batch)])
        self.stdout.write(f"{changed} of {seen} live entries changed.")
        with transaction.atomic():
            pages = StaticPage.objects.select_for_update().order_by("pk")
            rebuilt_pages = rebuild_pages(pages)
        self.stdout.write(f"{len(rebuilt_pages)} of {len(pages)} static pages changed.")


def rebuild_all(texts: QuerySet[Any], rebuild_batch: Rebuild, *names: str) -> tuple[int, int]:
    """Build texts anew, batch by batch; return how many changed, and how many there are.

    ``rebuild_batch`` returns the key of the article of each that changed, whose generations move, and ``names`` too.
    """
    seen = changed = last = 0
    while True:
        with transaction.atomic():
            # Locked, so that an editor who saves meanwhile is not overwritten with the older text.
            batch = list(texts.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
            rebuilt = list(rebuild_batch(batch))
            if rebuilt:
                generations.advance(*names, *{generations.article(pk) for pk in rebuilt})
        if not batch:
            return changed, seen
        seen, changed, last = seen + len(batch), changed + len(rebuilt), batch[-1].pk
