"""An archive made a paper of: stories pinned and signed, lines below the leads, a week of reads.

Where the portal's settings are; tests/benchmarks/front.py asks for it.
"""

import json
import random
import time
from collections.abc import Mapping
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.front_page.arrangement import Arrangement, Pinned
from articles.front_page.arranging import arrange, front_of
from articles.front_page.pages import LINES
from articles.models import Article, LiveEntry, Section, StoryReads
from articles.models.archive import ArticleQuerySet
from articles.reads.most import WEEK_DAYS
from articles.related import pick_related
from newsportal import generations
from newsportal.bulk import analyze

READ_A_DAY = 5_000
# The newest among which every third is an opinion: more than home and a section's page show.
LATEST = 600
# What is pinned stands behind so many of the newest: nothing gets its place by being new.
NEWER = 30
SPARE = slice(500, 510)
# The place of the story that is covered live, and its entries.
COVERED, ENTRIES = 520, 500


def arrange_paper() -> None:
    """Arrange home and the largest section; print what was made as a line of JSON.

    ``pages`` are addresses by name, ``spare`` the keys of stories that no top shows.
    """
    section = Section.objects.annotate(stories=Count("articles")).order_by("-stories", "pk")[0]
    keys = Article.objects.listed().newest_first().values("pk")
    opinions = [row["pk"] for row in keys[:LATEST]][::3]
    Article.objects.filter(pk__in=opinions).update(kind=Article.Kind.OPINION)
    fill_week()
    arrange_top(Article.objects.listed(), Arrangement(), "home")
    arrange_top(section.articles.listed(), Arrangement(section.pk), "section")
    generations.advance("lists", "reads")
    analyze()
    made = {
        "pages": {"home": "/", "section": section.get_absolute_url(), "live page": cover(keys[COVERED]["pk"])},
        "spare": [row["pk"] for row in keys[SPARE]],
    }
    print(json.dumps(made))


def cover(article: int) -> str:
    """Make a story a live coverage of five hundred entries, and return its address."""
    story = Article.objects.get(pk=article)
    story.kind = Article.Kind.LIVE
    story.save()
    for number in range(ENTRIES):
        LiveEntry(article=story, headline=f"تحديث {number}", body=f"<p>{'ما جرى في هذه الساعة. ' * 6}</p>").save()
    return story.get_absolute_url()


def arrange_top(listed: ArticleQuerySet, empty: Arrangement, name: str) -> None:
    """Pin a story to each slot of a page, and have an editor's lines stand below the lead."""
    slots = empty.slots
    stories = list(listed.newest_first()[NEWER : NEWER + len(slots) + LINES])
    if len(stories) < len(slots) + LINES:
        raise ValueError(f"There are too few stories for {name}: {len(stories)}.")
    pins = tuple(Pinned(slot, story.pk) for slot, story in zip(slots, stories, strict=False))
    store(Arrangement(empty.section, empty.layout, pins))
    pick_related(stories[0], stories[len(slots) :])


def store(arrangement: Arrangement) -> None:
    editor = User.objects.filter(username="bench").first() or User.objects.create_superuser("bench")
    arrange(arrangement, version=front_of(arrangement.section).version, by=editor)


def fill_week() -> None:
    """Let the newest stories have been read on each day of the week, as many of them as there are."""
    StoryReads.objects.all().delete()
    chance = random.Random(7)  # noqa: S311 - made-up reads, no secret
    keys = list(Article.objects.listed().newest_first().values_list("pk", flat=True)[:READ_A_DAY])
    for number in range(WEEK_DAYS):
        day = timezone.localdate() - timedelta(days=number)
        rows = [StoryReads(article_id=key, day=day, count=chance.randint(1, 10_000)) for key in keys]
        StoryReads.objects.bulk_create(rows, batch_size=1_000)


def lead_with(article: int) -> None:
    """Let a story lead home, and print when that was stored."""
    lead = Arrangement().slots[0]
    store(Arrangement(pins=(Pinned(lead, article),)))
    print(time.time())


def count_queries(host: str, pages: Mapping[str, str]) -> None:
    """Print as a line of JSON what each page asks of the database, as a rule and as the first after lists changed."""
    client = Client(headers={"host": host})
    counted = {}
    for name, path in pages.items():
        client.get(path)
        usual = queries_of(client, path)
        generations.advance("lists")
        counted[name] = (usual, queries_of(client, path))
    print(json.dumps(counted))


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise ValueError(f"{path} answered {answer.status_code}.")
    return len(queries)
