"""An archive of any size, for measurements: stored in bulk, and yet as the newsroom would have stored it."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from articles.demo.load import read
from articles.models import Article, Author, Byline, Picture, Section, Source, Tag
from articles.search.index import make_document, write
from articles.seed.words import Text, Writer
from newsportal import generations
from newsportal.arabic.words import stems
from newsportal.bulk import insert, reserve_keys

BATCH = 2_000
# A newsroom that never sleeps: 240 stories a day.
APART = timedelta(minutes=6)
Status = Article.Status
STATUSES = (Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN, Status.DRAFT, Status.IN_REVIEW)
SHARES = (95, 2, 1, 1, 1)
UNREAD = {Status.DRAFT, Status.IN_REVIEW}


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
    for pk, moment in zip(reserve_keys(Article, len(moments)), moments, strict=True):
        section, writer = chance.choice(newsroom.sections)
        text = writer.write(chance)
        article = make_article(text, moment, chance.choices(STATUSES, SHARES)[0])
        article.pk, article.section, article.source = pk, section, chance.choice(newsroom.sources)
        if newsroom.pictures and chance.random() < 0.8:
            article.lead_picture_id = chance.choice(newsroom.pictures)
        articles.append(article)
        signed = chance.sample(newsroom.authors, chance.choice((1, 1, 1, 2)))
        bylines += [Byline(article_id=pk, author=author, position=place) for place, author in enumerate(signed)]
        tagged += [Article.tags.through(article_id=pk, tag_id=newsroom.tags[name].pk) for name in text.tags]
        body = [*stems(text.standfirst), *(stem for block in text.blocks for stem in block.stems)]
        documents.append(make_document(pk, stems(text.title), body))
    insert(articles)
    insert(bylines)
    insert(tagged)
    write(documents)


def make_article(text: Text, moment: datetime, status: str) -> Article:
    """Return an unsaved article; its HTML is joined of what was built once for each paragraph."""
    return Article(
        title=text.title,
        slug=Article.slug_for(text.title),
        standfirst=text.standfirst,
        body="".join(block.html for block in text.blocks),
        body_html="".join(block.built for block in text.blocks),
        word_count=sum(block.words for block in text.blocks),
        status=status,
        published_at=None if status in UNREAD else moment,
    )
