"""What is read most, today and this week: offered to readers, and at most a minute old."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from articles.listing import stands
from articles.models import Article, StoryReads
from articles.models.archive import in_one_of
from newsportal.generations import remembered

SHOWN = 5
# Fewer are no ranking.
FEWEST = 3
WEEK_DAYS = 7
# Of each day so many are added up: what a week reads most is among the most read of one of its days.
OF_A_DAY = 100
# Among so many those are sought that lists show.
CANDIDATES = 40


@dataclass(frozen=True)
class MostRead:
    """Stories in the order of how often they are read, each list empty where it would be no ranking."""

    today: list[Article]
    week: list[Article]

    @property
    def of_the_longest(self) -> list[Article]:
        """The stories of the week, or of the day while there is none of the week."""
        return self.week or self.today


def most_read() -> MostRead:
    """Return what lists show of the most read; costs two queries where reads or lists have moved, none otherwise."""
    ranking = _ranking()
    return MostRead(*(_shown(stories) for stories in ranking))


@remembered("site", "lists", "reads")
def _kept() -> dict[date, tuple[list[Article], list[Article]]]:
    return {}


def _ranking() -> tuple[list[Article], list[Article]]:
    """Return the stories of today and of the week; a new day begins without those of the one before."""
    kept, day = _kept(), timezone.localdate()
    if day not in kept:
        kept[day] = _ranked_on_this_day()
    return kept[day]


def _ranked_on_this_day() -> tuple[list[Article], list[Article]]:
    today, week = (ranked(counts) for counts in counts_of_the_week())
    stories = Article.objects.listed_of({*today, *week})
    columns = ("title", "slug", "kind", "coverage_ended_at", "sponsor", "published_at", "unpublished_at")
    shown = stories.only(*columns)
    there = shown.in_bulk() if today or week else {}
    return [there[key] for key in today if key in there], [there[key] for key in week if key in there]


def counts_of_the_week() -> tuple[Counter[int], Counter[int]]:
    """Return the reads of today and of the last seven days by article, in one query over the most read of each day."""
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in range(WEEK_DAYS)]
    stretches = [StoryReads.objects.most_read_on(day).values("pk")[:OF_A_DAY] for day in days]
    of_today: Counter[int] = Counter()
    of_week: Counter[int] = Counter()
    for article, day, count in StoryReads.objects.filter(in_one_of(stretches)).values_list("article", "day", "count"):
        of_week[article] += count
        if day == today:
            of_today[article] += count
    return of_today, of_week


def ranked(counts: Counter[int]) -> list[int]:
    """Return the articles by their counts; of two that are read as often the newer one comes first."""
    ordered = sorted(counts.items(), key=lambda counted: (-counted[1], -counted[0]))
    return [article for article, _ in ordered[:CANDIDATES]]


def _shown(stories: list[Article]) -> list[Article]:
    # What was kept a while ago may have been taken down at its time.
    standing = [story for story in stories if stands(story.unpublished_at)]
    return standing[:SHOWN] if len(standing) >= FEWEST else []
