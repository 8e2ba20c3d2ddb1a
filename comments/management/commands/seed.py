"""``manage.py seed``: an archive of any size, to measure the portal with."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.models import Article
from articles.seed.stories import seed_stories
from comments.models import Comment
from comments.seed.threads import seed_threads
from newsportal.bulk import analyze
from newsportal.progress import Progress


class Command(BaseCommand):
    help = (
        "Adds made-up stories and comments until there are so many, to measure the portal with. It can be stopped and "
        "run again at any time. What it adds cannot be told from a newsroom's own: never run it on a paper's database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, default=0, help="how many articles there are to be")
        parser.add_argument("--comments", type=int, default=0, help="how many comments there are to be")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        articles, comments = options["articles"], options["comments"]
        try:
            fill("articles", articles, Article.objects.count(), seed_stories(articles, now))
            fill("comments", comments, Comment.objects.count(), seed_threads(comments, now))
        except ValueError as error:
            raise CommandError(error) from None
        analyze()
        self.stdout.write(f"{Article.objects.count()} articles, {Comment.objects.count()} comments")


def fill(what: str, total: int, begun: int, steps: Iterator[int]) -> None:
    progress = Progress(what, total, begun=begun)
    for done in steps:
        progress.show(done)
