"""Fills an empty database with the demo's newsroom: accounts, sections, bylines, sources, pictures and articles."""

import os
import tomllib
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import Group, User
from django.utils.crypto import get_random_string

from articles.demo.girih import draw_picture
from articles.models import Article, Author, Picture, Section, Source, Tag
from articles.models.section import COLOURS
from articles.pictures.ingest import Ingested, dominant_ground
from articles.pictures.renditions import write_files

FOLDER = Path(__file__).resolve().parent
# Names and groups of the accounts; the addresses tell them from accounts that people made.
ACCOUNTS = {"editor": "Editors", "moderator": "Moderators", "admin": "Administrators"}
ADDRESS = "{}@demo.example"
# Letters and digits that cannot be taken for one another when they are typed from a terminal.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
SCHEDULED_AHEAD = timedelta(hours=20)

Say = Callable[[str], Any]
Entry = Mapping[str, Any]
Status, Kind = Article.Status, Article.Kind


class Staff(NamedTuple):
    """The demo's accounts and the passwords with which they were made."""

    users: dict[str, User]
    passwords: dict[str, str]


def is_loaded() -> bool:
    """Return whether the demo is there, whatever has been added to it since."""
    return User.objects.filter(email__in=[ADDRESS.format(name) for name in ACCOUNTS]).exists()


def foreign_rows() -> list[str]:
    """Return the labels of the models of which the database holds rows."""
    models = (User, Article, Section, Author, Source, Tag, Picture)
    return [model._meta.label for model in models if model._default_manager.exists()]


def read(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Return one of the demo's files."""
    with (folder / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


def make_staff(password: str | None) -> Staff:
    """Make one account for each role, all with ``password`` or each with a random one."""
    users, passwords = {}, {}
    for name, group in ACCOUNTS.items():
        passwords[name] = password or get_random_string(14, READABLE)
        users[name] = User.objects.create_user(name, ADDRESS.format(name), passwords[name], is_staff=True)
        users[name].groups.add(Group.objects.get(name=group))
    return Staff(users, passwords)


def load_newsroom(staff: Staff, now: datetime, say: Say) -> dict[str, Article]:
    """Make everything but the comments; return the articles by their keys."""
    newsroom = read("newsroom")
    entries = {}
    sections = {}
    for position, wanted in enumerate(newsroom["sections"], 1):
        fields = {name: wanted[name] for name in ("name", "description", "colour")}
        section = Section.objects.create(position=position, **fields)
        for entry in read(wanted["file"])["articles"]:
            entries[entry["key"]], sections[entry["key"]] = entry, section
    for source in newsroom["sources"]:
        Source.objects.create(**source)
    for author in newsroom["authors"]:
        make_author(author, staff)
    say(f"{len(newsroom['sections'])} sections, {len(newsroom['authors'])} authors")
    pictures = draw_pictures(entries, sections)
    say(f"{len(pictures)} pictures drawn")
    articles = {}
    # The oldest first, so that keys grow with time as they do in a living newsroom.
    for key in sorted(entries, key=lambda key: -entries[key]["hours_ago"]):
        state = newsroom["states"].get(key, Status.PUBLISHED)
        article = make_article(entries[key], sections[key], pictures[key], state, now)
        article.created_by = staff.users["editor"]
        article.kind = newsroom["kinds"].get(key, Kind.NEWS)
        if article.published_at and key in newsroom["updates"]:
            article.updated_at = article.published_at + timedelta(hours=newsroom["updates"][key])
        article.save()
        sign(article, entries[key])
        articles[key] = article
    say(f"{len(articles)} articles")
    return articles


def make_author(entry: Entry, staff: Staff) -> None:
    """Make an author; in the place of a face some have a star of their own."""
    facts = {name: entry[name] for name in ("name", "title", "biography")}
    user = staff.users["editor"] if entry.get("is_editor") else None
    portrait = None
    if design := entry.get("portrait_design"):
        # One colour of the palette for each name.
        colour = zlib.crc32(entry["name"].encode()) % COLOURS + 1
        image = draw_picture(design, colour, entry["name"], (1200, 1200))
        portrait = Picture(alternative_text=entry["portrait_alt"], credit="زخرفة: الضحى")
        write_files(Ingested(image, dominant_ground(image)), portrait)
        portrait.save()
    Author.objects.create(user=user, portrait=portrait, **facts)


def draw_pictures(entries: Mapping[str, Entry], sections: Mapping[str, Section]) -> dict[str, Picture]:
    """Draw and save a picture for each article; the drawing leaves Python's lock alone, so threads share it."""

    def draw(key: str) -> Picture:
        entry = entries[key]
        # Every third picture is a little higher than the others, as photographs are.
        size = (1600, 1067) if zlib.crc32(key.encode()) % 3 == 0 else (1600, 900)
        image = draw_picture(entry["picture_design"], sections[key].colour, key, size)
        picture = Picture(
            alternative_text=entry["picture_alt"], caption=entry["picture_caption"], credit=entry["picture_credit"]
        )
        write_files(Ingested(image, dominant_ground(image)), picture)
        return picture

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pictures = dict(zip(entries, pool.map(draw, entries), strict=True))
    for picture in pictures.values():
        picture.save()
    return pictures


def make_article(entry: Entry, section: Section, picture: Picture, state: str, now: datetime) -> Article:
    """Return an unsaved article in its state; ``state`` is one of Article.Status or "scheduled"."""
    # Minutes that differ from story to story, always the same for one.
    minutes = zlib.crc32(entry["key"].encode()) % 60
    published_at: datetime | None = now - timedelta(hours=entry["hours_ago"], minutes=minutes)
    if state == "scheduled":
        state, published_at = Status.PUBLISHED, now + SCHEDULED_AHEAD
    if state in {Status.DRAFT, Status.IN_REVIEW}:
        published_at = None
    return Article(
        title=entry["title"],
        standfirst=entry["standfirst"],
        body=entry["body"],
        section=section,
        source=Source.objects.get(name=entry["source"]),
        source_address=entry["source_address"],
        dateline=entry["dateline"],
        lead_picture=picture,
        status=state,
        published_at=published_at,
    )


def sign(article: Article, entry: Entry) -> None:
    """Give a saved article its bylines and tags."""
    for position, name in enumerate(entry["authors"]):
        article.bylines.create(author=Author.objects.get(name=name), position=position)
    for name in entry["tags"]:
        article.tags.add(Tag.objects.get_or_create(name=name)[0])
