"""Stores what was counted: one write a minute and process, however many read (newsportal/minutes.py)."""

from datetime import timedelta

from django.db import Error, connection, transaction
from django.utils import timezone

from articles.models import Article, StoryReads
from articles.reads.counter import counter
from articles.reads.most import SHOWN, counts_of_the_week, ranked
from newsportal import generations

# Longer than any list of what is read most looks back.
KEPT_FOR = timedelta(days=31)

ADD = """
INSERT INTO articles_storyreads (article_id, day, count) VALUES (%s, %s, %s)
ON CONFLICT (article_id, day) DO UPDATE SET count = articles_storyreads.count + excluded.count
"""


def store() -> int:
    """Add what this process has counted to the rows of its days, in one transaction; return how many reads.

    Stories that readers cannot see, or that are none, have no reads. Pages are made anew where others are read most by
    then. Costs seven statements, and one for each story. Raises django.db.Error; then nothing is stored, and the next
    call tries again.
    """
    reads = counter.take()
    if not reads:
        return 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            stories = Article.objects.published_of({key for key, _ in reads})
            there = set(stories.values_list("pk", flat=True))
            # One order for all: two processes that add to the same rows cannot wait for each other.
            rows = [(key, day, count) for (key, day), count in sorted(reads.items()) if key in there]
            if rows:
                stood = first_ones()
                cursor.executemany(ADD, rows)
                if first_ones() != stood:
                    generations.advance("reads")
    except Error:
        counter.give_back(reads)
        raise
    return sum(count for _, _, count in rows)


def first_ones() -> list[list[int]]:
    """Return the articles that are read most today and this week, in their order."""
    return [ranked(counts)[:SHOWN] for counts in counts_of_the_week()]


def clear_reads() -> int:
    """Delete the rows of days before ``KEPT_FOR``; return how many went."""
    deleted, _ = StoryReads.objects.filter(day__lt=timezone.localdate() - KEPT_FOR).delete()
    return deleted
