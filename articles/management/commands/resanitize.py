"""``manage.py resanitize``: every text goes through the allowlist and the builder, after a change of either."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.models import Article, StaticPage
from articles.rebuilding import rebuild
from articles.site.pages.shown import rebuild_pages
from newsportal import generations

BATCH = 200


class Command(BaseCommand):
    help = "Sanitises and builds the text of every article and page anew. It can be stopped and run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        seen = changed = last = 0
        texts = Article.objects.only("title", "standfirst", "body", "body_html", "word_count").order_by("pk")
        while True:
            with transaction.atomic():
                # Locked, so that an editor who saves meanwhile is not overwritten with the older text.
                batch = list(texts.select_for_update().filter(pk__gt=last)[:BATCH])
                rebuilt = rebuild(batch)
                if rebuilt:
                    generations.advance("lists", *[generations.article(article.pk) for article in rebuilt])
            if not batch:
                break
            seen, changed, last = seen + len(batch), changed + len(rebuilt), batch[-1].pk
        self.stdout.write(f"{changed} of {seen} articles changed.")
        with transaction.atomic():
            pages = StaticPage.objects.select_for_update().order_by("pk")
            rebuilt_pages = rebuild_pages(pages)
        self.stdout.write(f"{len(rebuilt_pages)} of {len(pages)} static pages changed.")
