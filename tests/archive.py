"""An archive that is large enough for a database to prefer its indexes, and has something large of each kind."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Byline,
    EntryPicture,
    LiveEntry,
    Picture,
    PictureUse,
    Section,
    Tag,
    Tagging,
)
from articles.search.index import add, make_document
from comments.models import Comment
from comments.paths import step_of
from comments.upkeep import recount
from newsportal.bulk import analyze, insert, reserve_keys
from tests.factories import make_author, make_picture, make_section, make_source, make_tag

ARTICLES = 20_000
COMMENTS = 20_000
# Threads of the one story that everybody discusses.
THREADS = 4_000
ARTICLE = ("id", "title", "slug", "section_id", "source_id", "status", "published_at", "saved_at")
COMMENT = ("id", "article_id", "parent_id", "path", "depth", "name", "email", "text", "status", "created_at")


@dataclass
class Archive:
    """The rows that pages are asked for. A third of all stories has the tag and the author, few have the picture."""

    section: Section
    tag: Tag
    author: Author
    picture: Picture
    middle: Article
    discussed: Article


def make_archive() -> Archive:
    chance = random.Random(1)  # noqa: S311 - made-up stories, no secret
    sections = [make_section() for _ in range(8)]
    tags, authors = [make_tag() for _ in range(30)], [make_author() for _ in range(10)]
    keys = store_stories(sections, tags, authors, chance)
    middle, discussed = (listed_near(keys[place]) for place in (len(keys) // 2, -200))
    # A page with all that a page may have.
    for article in (middle, discussed):
        article.tags.set(tags[:3])
        article.authors.set(authors[:2])
    pictures = [make_picture() for _ in range(200)]
    insert(PictureUse, ("article_id", "picture_id"), [(key, chance.choice(pictures).pk) for key in keys[::4]])
    cover(keys[:2_000], pictures, chance)
    # Each story has a word in its title that it shares with a hundred others, and one that all have.
    for start in range(0, len(keys), 5_000):
        part = keys[start : start + 5_000]
        add([make_document(key, ["خبر", f"موضوع{key % 200}"], ["خبر"]) for key in part])
    for article in (middle, discussed):
        Article.objects.filter(pk=article.pk).update(title=f"خبر موضوع{article.pk % 200}")
        article.picks.create(picked_id=keys[1])
    store_comments(keys, discussed, chance)
    recount([discussed.pk])
    analyze()
    discussed.refresh_from_db()
    return Archive(sections[0], tags[0], authors[0], pictures[0], middle, discussed)


def listed_near(key: int) -> Article:
    return Article.objects.listed().filter(pk__gte=key).order_by("pk")[0]


def store_stories(sections: list[Section], tags: list[Tag], authors: list[Author], chance: random.Random) -> list[int]:
    keys, source, now = list(reserve_keys(Article, ARTICLES)), make_source(), timezone.now()
    articles, bylines, taggings = [], [], []
    for place, key in enumerate(keys):
        status = chance.choices(["published", "archived", "withdrawn", "draft"], [94, 2, 2, 2])[0]
        moment = now - timedelta(minutes=6 * (ARTICLES - place))
        section = chance.choice(sections).pk
        articles.append((key, f"خبر {key}", f"خبر-{key}", section, source.pk, status, moment, now))
        listed_at = moment if status == "published" else None
        own = {tags[0] if chance.random() < 0.33 else chance.choice(tags), chance.choice(tags)}
        taggings += [(key, tag.pk, listed_at) for tag in own]
        bylines.append((key, authors[0].pk if chance.random() < 0.33 else chance.choice(authors).pk, listed_at))
    insert(Article, ARTICLE, articles)
    insert(Tagging, ("article_id", "tag_id", "listed_at"), taggings)
    insert(Byline, ("article_id", "author_id", "listed_at"), bylines)
    return keys


def cover(keys: list[int], pictures: list[Picture], chance: random.Random) -> None:
    """Give stories an entry of a live coverage, and every fourth of these a picture; their kind stays."""
    LiveEntry.objects.bulk_create(
        [LiveEntry(article_id=key, body="<p>نص</p>", body_html="<p>نص</p>") for key in keys], batch_size=1_000
    )
    entries = LiveEntry.objects.order_by("pk").values_list("pk", flat=True)[::4]
    insert(EntryPicture, ("entry_id", "picture_id"), [(entry, chance.choice(pictures).pk) for entry in entries])


def store_comments(keys: list[int], discussed: Article, chance: random.Random) -> None:
    own = reserve_keys(Comment, COMMENTS)
    rows = list(comments_of(keys, discussed, own, chance))
    insert(Comment, (*COMMENT, "status_digest"), [(*row, f"{row[0]:064x}") for row in rows])


def comments_of(
    keys: list[int], discussed: Article, own: "Iterator[int] | range | list[int]", chance: random.Random
) -> Iterator[tuple[object, ...]]:
    """Yield rows: to the discussed story go its threads, each second with a reply; the others go anywhere."""
    now, threads, root = timezone.now(), 0, 0
    for number, key in enumerate(own):
        status = chance.choices(["approved", "pending", "spam"], [90, 5, 5])[0]
        writer = (f"قارئ {number}", f"reader{number}@example.com", f"تعليق {number}")
        if threads == THREADS:
            yield (key, chance.choice(keys), None, step_of(key), 1, *writer, status, now)
        elif root and number % 3 == 2:
            yield (key, discussed.pk, root, step_of(root) + step_of(key), 2, *writer, status, now)
        else:
            threads, root = threads + 1, key
            yield (key, discussed.pk, None, step_of(key), 1, *writer, status, now)
