"""The life of a comment: no other code creates one, moves its status or takes it away, and each move is recorded.

Every function locks in the same order: articles by key, then comments, then generations.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from articles.models import Article
from comments.marks import lay_marks
from comments.models import Comment, CommentQuerySet, Move
from comments.paths import STEP, keys_above, step_of
from comments.rules.registry import codes_of, verdict_of
from comments.rules.rule import Rule, Verdict
from comments.text import build_html, text_digest
from newsportal import generations
from newsportal.arabic.characters import clean_name, clean_text
from newsportal.arabic.fold import fold
from newsportal.bulk import reserve_keys
from newsportal.tokens import make_token

Status = Comment.Status

# Withdrawing is its author's word: no moderator takes it back, and an author cannot undo a refusal with it.
DECIDABLE = (Status.PENDING, Status.APPROVED, Status.REFUSED, Status.SPAM)
WITHDRAWABLE = (Status.PENDING, Status.APPROVED)

# Keeps a statement's parameters well under SQLite's limit.
BATCH = 2_000


class _Row(NamedTuple):
    pk: int
    article_id: int
    status: str
    path: str
    approved_below: int


def receive(comment: Comment, *, broken: Sequence[Rule] = ()) -> str:
    """Store a new comment with the first entry of its record; return the token of its status page.

    It is pending, or spam by the gravest verdict of the rules that it breaks. A reply below the deepest step hangs
    below the deepest comment that takes replies. Raises ValueError where the parent belongs to another article.
    """
    token, comment.status_digest = make_token()
    parent = comment.parent.reply_parent() if comment.parent else None
    if parent and parent.article_id != comment.article_id:
        raise ValueError("A reply belongs to the article of its parent.")
    comment.parent = parent
    comment.depth = parent.depth + 1 if parent else 1
    comment.name = clean_name(comment.name)
    _build(comment, comment.text)
    comment.status = Status.SPAM if verdict_of(broken) >= Verdict.SPAM else Status.PENDING
    comment.held_because = codes_of(broken)
    # A caller that has a transaction undoes all of it where this fails.
    with transaction.atomic(savepoint=False):
        # Known beforehand, since its path is made of it: another write would touch every index once more.
        (comment.pk,) = reserve_keys(Comment, 1)
        comment.path = (parent.path if parent else "") + step_of(comment.pk)
        comment.save(force_insert=True)
        Move.objects.create(
            comment=comment, at=comment.created_at, to_status=comment.status, rule=comment.held_because
        )
    return token


def approve(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Show comments to readers; return how many changed."""
    return _move(comments, Status.APPROVED, by=by, reason=reason, rule=rule)


def hold(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Put comments back among those that wait; return how many changed."""
    return _move(comments, Status.PENDING, by=by, reason=reason, rule=rule)


def refuse(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Refuse comments; return how many changed."""
    return _move(comments, Status.REFUSED, by=by, reason=reason, rule=rule)


def mark_spam(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Put comments among the spam; return how many changed."""
    return _move(comments, Status.SPAM, by=by, reason=reason, rule=rule)


def withdraw(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Take comments back for their author, once and for all; return how many changed."""
    return _move(comments, Status.WITHDRAWN, by=by, reason=reason, rule=rule)


def revise(comment: Comment, *, text: str) -> None:
    """Store another text for a comment and what is built from it."""
    _build(comment, text)
    with transaction.atomic():
        comment.save(update_fields=["text", "html", "folded", "search_text"])
        if comment.status == Status.APPROVED:
            generations.advance(generations.article(comment.article_id))


def erase(comments: QuerySet[Comment]) -> int:
    """Delete comments for good; return how many. Their records stay, and name nobody.

    Raises django.db.models.RestrictedError where one of them has replies outside the queryset.
    """
    with transaction.atomic():
        rows = _rows(comments)
        _lock({row.article_id for row in rows})
        Comment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        _bring_level(rows)
    return len(rows)


def recount(article_ids: Iterable[int]) -> None:
    """Count anew what articles and comments store about their threads; costs a scan of each thread."""
    ids = sorted(set(article_ids))
    with transaction.atomic():
        _lock(ids)
        has_replies = Exists(Comment.objects.filter(parent=OuterRef("pk")))
        for batch in _batches(ids):
            threads = Comment.objects.filter(article_id__in=batch)
            _count_below(threads.filter(Q(approved_below__gt=0) | has_replies))
            _count_threads(batch)
            lay_marks(dict.fromkeys(batch, ""))
        generations.advance(*map(generations.article, ids))


def _build(comment: Comment, text: str) -> None:
    comment.text = clean_text(text)
    comment.html = build_html(comment.text)
    comment.folded = text_digest(comment.text)
    comment.search_text = fold(f"{comment.name} {comment.text}")


def _move(comments: QuerySet[Comment], to: Status, *, by: User | None, reason: str, rule: str) -> int:
    """Move the comments that may go there and are not there yet; the others keep their place and get no record."""
    origins = WITHDRAWABLE if to == Status.WITHDRAWN else DECIDABLE
    movable = [status for status in origins if status != to]
    # What a person decides answers the reports that came before it.
    changes = {"status": to, **({"open_reports": 0} if by else {})}
    now = timezone.now()
    moved: list[_Row] = []
    with transaction.atomic():
        wanted = list(comments.values_list("pk", "article_id"))
        _lock({article_id for _, article_id in wanted})
        for batch in _batches([pk for pk, _ in wanted]):
            # Read anew under the lock: another moderator may have decided meanwhile.
            rows = _rows(Comment.objects.select_for_update(no_key=True).filter(pk__in=batch, status__in=movable))
            Comment.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)
            Move.objects.bulk_create(
                Move(comment_id=row.pk, by=by, at=now, from_status=row.status, to_status=to, reason=reason, rule=rule)
                for row in rows
            )
            moved += rows
        _bring_level([row for row in moved if to == Status.APPROVED or _was_shown(row)])
    return len(moved)


def _was_shown(row: _Row) -> bool:
    return row.status == Status.APPROVED or row.approved_below > 0


def _rows(comments: QuerySet[Comment]) -> list[_Row]:
    return [_Row(*values) for values in comments.values_list(*_Row._fields)]


def _lock(article_ids: Collection[int]) -> None:
    """Make every other change to the threads of these articles wait until the transaction ends."""
    for batch in _batches(sorted(article_ids)):
        list(Article.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk").values_list("pk"))


def _bring_level(rows: Iterable[_Row]) -> None:
    """Count anew what is stored above the moved comments, and tell their pages."""
    # Of each article the earliest thread.
    earliest = {row.article_id: row.path[:STEP] for row in sorted(rows, key=attrgetter("path"), reverse=True)}
    article_ids = sorted(earliest)
    above = sorted({key for row in rows for key in keys_above(row.path)})
    for batch in _batches(above):
        _count_below(Comment.objects.filter(pk__in=batch))
    for batch in _batches(article_ids):
        _count_threads(batch)
        lay_marks({article_id: earliest[article_id] for article_id in batch})
    generations.advance(*map(generations.article, article_ids))


def _count_below(comments: CommentQuerySet) -> None:
    end = Concat(OuterRef("path"), Value("z"), output_field=CharField())
    below = Comment.objects.approved().filter(
        article_id=OuterRef("article_id"), path__gt=OuterRef("path"), path__lt=end
    )
    comments.update(approved_below=_counted(below))


def _count_threads(article_ids: Sequence[int]) -> None:
    thread = Comment.objects.filter(article_id=OuterRef("pk"))
    Article.objects.filter(pk__in=article_ids).update(
        comment_count=_counted(thread.approved()), thread_count=_counted(thread.shown().filter(parent=None))
    )


def _counted(comments: CommentQuerySet) -> Coalesce:
    counted = comments.order_by().values("article_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
