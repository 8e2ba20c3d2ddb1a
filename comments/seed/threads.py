"""Threads of any number, for measurements: stored in bulk, and yet as moderation would have left them."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction

from articles.demo.load import read
from articles.models import Article
from comments.demo.load import BROWSERS, FOLDER, NETWORKS
from comments.marks import lay_marks
from comments.models import Comment, Move
from comments.paths import STEP, keys_above, step_of
from comments.privacy import truncated
from comments.text import build_html, text_digest
from newsportal import generations
from newsportal.arabic.fold import fold
from newsportal.bulk import insert, reserve_keys

BATCH = 5_000
# Most stories get few comments, one gets hundreds: thirteen on average.
FEWEST, TAIL, LONGEST = 3, 1.3, 2_000
REPLIES = 0.4
Status = Comment.Status
STATUSES = (Status.APPROVED, Status.PENDING, Status.REFUSED, Status.SPAM, Status.WITHDRAWN)
SHARES = tuple(accumulate((850, 50, 50, 45, 5)))
# An approved comment that was answered and then taken back: its place stays in the thread.
TAKEN_BACK = 0.01
PEOPLE = 200_000
OPENERS = ("", "", "شكراً على التقرير. ", "قرأت الخبر مرتين. ", "من وجهة نظري: ", "مع احترامي للجميع، ", "صباح الخير. ")
COUNT = (
    "UPDATE articles_article SET comment_count = comment_count + %s, thread_count = thread_count + %s WHERE id = %s"
)


class Story(NamedTuple):
    """What a thread has to know of its article."""

    pk: int
    published_at: datetime


@dataclass(slots=True)
class Written:
    """A comment on its way into the table: its fields are the table's columns."""

    id: int
    article_id: int
    parent_id: int | None
    path: str
    depth: int
    name: str
    email: str
    text: str
    html: str
    folded: str
    search_text: str
    status: str
    approved_below: int
    created_at: datetime
    ip_address: str | None
    network: str
    user_agent: str
    status_digest: str


class Entry(NamedTuple):
    """One entry of a comment's record, likewise."""

    comment_id: int
    at: datetime
    from_status: str
    to_status: str


COLUMNS = tuple(column.name for column in fields(Written))


@dataclass
class Seeded:
    """One batch: comments and their records, and what articles count of them."""

    comments: list[Written] = field(default_factory=list)
    moves: list[Entry] = field(default_factory=list)
    shown: Counter[int] = field(default_factory=Counter)
    threads: Counter[int] = field(default_factory=Counter)


@cache
def written() -> tuple[list[str], list[str]]:
    """Return the names and the texts of the demo's comments."""
    entries = [entry for path in sorted(FOLDER.glob("*.toml")) for entry in read(path.stem, FOLDER)["comments"]]
    return [entry["name"] for entry in entries], [entry["text"].strip() for entry in entries]


@cache
def rendered(text: str) -> tuple[str, str, str]:
    """Return the HTML, the digest and the folded words of a text."""
    return build_html(text), text_digest(text), fold(text)


@cache
def folded_name(name: str) -> str:
    return fold(name)


def seed_threads(total: int, now: datetime) -> Iterator[int]:
    """Add comments to published stories until there are so many; yield how many there are after each batch.

    Each batch is a transaction of its own, so that a run that was stopped goes on where it stood. Raises ValueError
    where no story takes comments.
    """
    number = Comment.objects.count()
    rows = Article.objects.published().order_by("-pk").values_list("pk", "published_at")
    stories = [Story(pk, published_at) for pk, published_at in rows if published_at]
    if number < total and not stories:
        raise ValueError("No published story is there to comment on: ask for --articles as well.")
    while number < total:
        chance = random.Random(number)  # noqa: S311 - made-up comments, no secret
        wanted = min(BATCH, total - number)
        with transaction.atomic():
            seeded = Seeded()
            keys = iter(reserve_keys(Comment, wanted))
            while (left := wanted - len(seeded.comments)) > 0:
                # The newer a story, the likelier it is read.
                story = stories[int(len(stories) * chance.random() ** 3)]
                length = min(left, LONGEST, round(FEWEST * chance.paretovariate(TAIL)))
                grow(seeded, story, [next(keys) for _ in range(length)], chance, now)
            store(seeded)
        number += wanted
        yield number


def grow(seeded: Seeded, story: Story, keys: list[int], chance: random.Random, now: datetime) -> None:
    """Add one thread to the batch: comments under these keys, some below others, each with its records."""
    comments: dict[int, Written] = {}
    takes_replies: list[Written] = []
    # Half of a thread is written in the first hours.
    moments = sorted(story.published_at + (now - story.published_at) * chance.random() ** 4 for _ in keys)
    for key, moment in zip(keys, moments, strict=True):
        parent = chance.choice(takes_replies) if takes_replies and chance.random() < REPLIES else None
        comment = comments[key] = make_comment(key, story.pk, parent, moment, chance)
        if moment < now - timedelta(days=settings.COMMENTS_EVIDENCE_DAYS):
            comment.ip_address = truncated(comment.ip_address)
            comment.network = comment.user_agent = ""
        comment.status = chance.choices(STATUSES, cum_weights=SHARES)[0]
        if comment.status == Status.APPROVED and comment.depth < settings.COMMENTS_MAX_DEPTH:
            takes_replies.append(comment)
    for comment in takes_replies:
        if chance.random() < TAKEN_BACK:
            comment.status = Status.REFUSED
    for comment in comments.values():
        if comment.status == Status.APPROVED:
            for above in keys_above(comment.path):
                comments[above].approved_below += 1
    seeded.comments += comments.values()
    for comment in comments.values():
        seeded.moves += record(comment)
        is_shown = comment.status == Status.APPROVED
        seeded.shown[story.pk] += is_shown
        seeded.threads[story.pk] += comment.depth == 1 and (is_shown or comment.approved_below > 0)


def make_comment(
    key: int, article_id: int, parent: Written | None, moment: datetime, chance: random.Random
) -> Written:
    """Return a comment in its place, still pending."""
    names, texts = written()
    name = chance.choice(names)
    text = chance.choice(OPENERS) + chance.choice(texts)
    html, digest, folded = rendered(text)
    person = chance.randrange(PEOPLE)
    address = f"{NETWORKS[person % len(NETWORKS)]}.{person % 250 + 1}"
    return Written(
        id=key,
        article_id=article_id,
        parent_id=parent.id if parent else None,
        path=(parent.path if parent else "") + step_of(key),
        depth=parent.depth + 1 if parent else 1,
        name=name,
        email=f"reader{person}@example.com",
        text=text,
        html=html,
        folded=digest,
        search_text=f"{folded_name(name)} {folded}",
        status=Status.PENDING,
        approved_below=0,
        created_at=moment,
        ip_address=address,
        network=address,
        user_agent=BROWSERS[person % len(BROWSERS)],
        status_digest=hashlib.sha256(f"seed {key}".encode()).hexdigest(),
    )


def record(comment: Written) -> Iterator[Entry]:
    """Yield what the record says of a comment: received, then decided."""
    yield Entry(comment.id, comment.created_at, "", Status.PENDING)
    if comment.status != Status.PENDING:
        decided_at = comment.created_at + timedelta(minutes=comment.id % 90)
        yield Entry(comment.id, decided_at, Status.PENDING, comment.status)


def store(seeded: Seeded) -> None:
    """Store a batch, and add to what its articles count."""
    insert(Comment, COLUMNS, map(attrgetter(*COLUMNS), seeded.comments))
    insert(Move, Entry._fields, seeded.moves)
    with connection.cursor() as cursor:
        cursor.executemany(COUNT, [(seeded.shown[pk], seeded.threads[pk], pk) for pk in sorted(seeded.shown)])
    lay_marks({comment.article_id: comment.path[:STEP] for comment in reversed(seeded.comments)})
    generations.advance(*map(generations.article, seeded.shown))
