"""An archive of any size, for measurements: stored in bulk, and yet as the newsroom would have stored it."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import chain

from django.db import transaction
from django.utils import timezone

from articles.demo.load import read
from articles.models import Article, Author, Byline, Picture, Section, Source, Tag, Tagging
from articles.search import index as search
from articles.seed.words import Text, Writer
from newsportal import generations
from newsportal.arabic.words import stems
from newsportal.bulk import insert, reserve_keys

BATCH = 5_000
# A newsroom that never sleeps: 240 stories a day.
APART = timedelta(minutes=6)
Status = Article.Status
STATUSES = (Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN, Status.DRAFT, Status.IN_REVIEW)
SHARES = (95, 2, 1, 1, 1)
UNREAD = {Status.DRAFT, Status.IN_REVIEW}
TEXT = ("title", "slug", "standfirst", "body", "body_html", "word_count")
ARTICLE = ("id", *TEXT, "section_id", "source_id", "lead_picture_id", "status", "published_at", "saved_at")


class Newsroom:
    """The rows that stories point to: the demo's own where they stand, made where they are missing."""

    def __init__(self) -> None:
        demo = read("newsroom")
        sections = {}
        for position, wanted in enumerate(demo["sections"], 1):
            fields = {"description": wanted["description"], "colour": wanted["colour"], "position": position}
            sections[wanted["file"]], _ = Section.objects.get_or_create(name=wanted["name"], defaults=fields)
        self.sections = [(section, Writer(subject)) for subject, section in sections.items()]
        names = [author["name"] for author in demo["authors"]]
        self.authors = [Author.objects.get_or_create(name=name)[0] for name in names]
        self.sources = [Source.objects.get_or_create(name=source["name"])[0] for source in demo["sources"]]
        tags = {tag for _, writer in self.sections for tag in writer.tags}
        self.tags = {name: Tag.objects.get_or_create(name=name)[0] for name in sorted(tags)}
        self.pictures = list(Picture.objects.values_list("pk", flat=True))


def seed_stories(total: int, now: datetime) -> Iterator[int]:
    """Add stories until there are so many, the oldest first; yield how many there are after each batch.

    Each batch is a transaction of its own, so that a run that was stopped goes on where it stood.
    """
    number = Article.objects.count()
    newsroom = Newsroom()
    while number < total:
        with transaction.atomic():
            more = min(BATCH, total - number)
            moments = [now - (total - number - place) * APART for place in range(more)]
            store(newsroom, moments, random.Random(number))  # noqa: S311 - made-up stories, no secret
            generations.advance("lists")
        number += more
        yield number


def store(newsroom: Newsroom, moments: list[datetime], chance: random.Random) -> None:
    """Store a story for each moment, with its bylines, its tags and its place in the index."""
    articles, bylines, tagged, documents = [], [], [], []
    now = timezone.now()
    for pk, moment in zip(reserve_keys(Article, len(moments)), moments, strict=True):
        section, writer = chance.choice(newsroom.sections)
        text = writer.write(chance)
        status = chance.choices(STATUSES, SHARES)[0]
        source = chance.choice(newsroom.sources)
        picture = chance.choice(newsroom.pictures) if newsroom.pictures and chance.random() < 0.8 else None
        published_at = None if status in UNREAD else moment
        articles.append((pk, *columns_of(text), section.pk, source.pk, picture, status, published_at, now))
        signed = chance.sample(newsroom.authors, chance.choice((1, 1, 1, 2)))
        listed_at = moment if status == Status.PUBLISHED else None
        bylines += [(pk, author.pk, place, listed_at) for place, author in enumerate(signed)]
        tagged += [(pk, newsroom.tags[name].pk, listed_at) for name in text.tags]
        body = [*stems_of(text.standfirst), *chain.from_iterable(block.stems for block in text.blocks)]
        documents.append(search.make_document(pk, text.title_stems, body))
    insert(Article, ARTICLE, articles)
    insert(Byline, ("article_id", "author_id", "position", "listed_at"), bylines)
    insert(Tagging, ("article_id", "tag_id", "listed_at"), tagged)
    search.add(documents)


@cache
def stems_of(standfirst: str) -> list[str]:
    """Return the stems of one of the demo's few standfirsts."""
    return stems(standfirst)


def columns_of(text: Text) -> tuple[str, str, str, str, str, int]:
    """Return title, slug, standfirst and body of a text; its HTML is joined of what was built once a paragraph."""
    return (
        text.title,
        text.slug,
        text.standfirst,
        "".join(block.html for block in text.blocks),
        "".join(block.built for block in text.blocks),
        sum(block.words for block in text.blocks),
    )
