"""How a story moves from desk to readers and away again: each move has a name, a right and a record."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.models import Article, Transition
from articles.permissions import may_change, statuses_for
from articles.share.files import remove_files_on_commit
from articles.workflow.gate import FINISHED, Missing, missing

Status = Article.Status
# Statuses that readers see, and that therefore need a time of publication.
PUBLIC = [Status.PUBLISHED, Status.ARCHIVED]
LONGEST_REASON = 300


class Refusal(models.TextChoices):
    """Why a story stays where it is although the account may move it."""

    PUBLIC = "public", _("Readers know this story, so it is no draft any more.")
    UNREAD = "unread", _("No reader knows this story yet, so there is nothing to archive or to withdraw.")
    BEGUN = "begun", _("This story has been in review already.")
    OVER = "over", _("The story would be taken down before readers see it. Change one of the two times.")


class NotMovedError(Exception):
    """The story stays: ``why`` names a rule of the way, or else ``missing`` what the gate asks for."""

    def __init__(self, why: Refusal | None = None, *, missing: Iterable[Missing] = ()) -> None:
        self.why = why
        self.missing = list(missing)
        super().__init__(" ".join(str(each.label) for each in ([why] if why else self.missing)))


def publication_time(status: str, published_at: datetime | None) -> datetime | None:
    """Return the time that a story with this status has to carry: its own, or now where it needs one."""
    return timezone.now() if published_at is None and status in PUBLIC else published_at


def is_unread(article: Article) -> bool:
    """Return whether no reader can know the story and its address yet."""
    return article.status not in [*PUBLIC, Status.WITHDRAWN] or article.is_scheduled


def submit(article: Article, *, by: User, reason: str = "") -> bool:
    """Hand a draft to the editors. Like the other moves, return whether the story moved.

    All of them lock the stored row and change only status and times of it, which ``article`` gets too; they write a
    record and raise the version. A story that stands there already is left as it is. They raise PermissionDenied for
    whoever may not, NotMovedError where the way does not lead there; ``reason`` is for colleagues.
    """
    return _move(article, Status.IN_REVIEW, by=by, reason=reason)


def return_to_writer(article: Article, *, by: User, reason: str = "") -> bool:
    """Make a draft of a story that no reader knows; a reporter takes back what is still their own."""
    return _move(article, Status.DRAFT, by=by, reason=reason)


def mark_ready(article: Article, *, by: User, reason: str = "") -> bool:
    """Say that an unread story is finished; one that was scheduled is so no longer."""
    return _move(article, Status.READY, by=by, reason=reason)


def publish(article: Article, *, by: User, reason: str = "") -> bool:
    """Publish the story from its ``published_at`` on where that lies ahead, else now, as ``time_now`` says."""
    return _move(article, Status.PUBLISHED, by=by, reason=reason)


def archive(article: Article, *, by: User, reason: str = "") -> bool:
    """Keep the story at its address and in search; its comments close, and home, lists and feeds drop it."""
    return _move(article, Status.ARCHIVED, by=by, reason=reason)


def withdraw(article: Article, *, by: User, reason: str = "") -> bool:
    """Take the story away for good: its address answers 410 from now on, and tells readers the reason."""
    return _move(article, Status.WITHDRAWN, by=by, reason=reason)


def refusal_of(article: Article, status: str) -> Refusal | None:
    """Return why a story as it stands cannot be moved there, or None; it says nothing of rights or of the gate."""
    is_known = not is_unread(article)
    if status == Status.IN_REVIEW and article.status != Status.DRAFT:
        return Refusal.PUBLIC if is_known else Refusal.BEGUN
    if status in (Status.DRAFT, Status.READY) and is_known:
        return Refusal.PUBLIC
    if status in (Status.ARCHIVED, Status.WITHDRAWN) and not is_known:
        return Refusal.UNREAD
    return None


def is_over(published_at: datetime | None, unpublished_at: datetime | None) -> bool:
    """Return whether a story with these times would be taken down before any reader sees it."""
    now = timezone.now()
    return unpublished_at is not None and unpublished_at <= max(published_at or now, now)


def time_now(stored: Article, published_at: datetime | None) -> datetime:
    """Return the time of a story that is published now: one that readers have had keeps a time that has passed.

    A time that passed before anybody read the story would put it below newer ones, and out of the news sitemap.
    """
    now = timezone.now()
    return now if is_unread(stored) else min(published_at or now, now)


def _time_after(stored: Article, status: str) -> datetime | None:
    """Return the time of a story that a deed moves to ``status``."""
    planned = stored.published_at
    is_ahead = planned is not None and planned > timezone.now()
    is_now = status == Status.PUBLISHED and not is_ahead
    return time_now(stored, planned) if is_now else publication_time(status, planned)


def _move(article: Article, status: Article.Status, *, by: User, reason: str) -> bool:
    with transaction.atomic():
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        require_right(stored, status, by=by)
        if stored.status == status:
            return False
        if why := refusal_of(stored, status):
            raise NotMovedError(why)
        if status in FINISHED and (lacking := missing(stored)):
            raise NotMovedError(missing=lacking)
        before = stored.status
        stored.published_at = _time_after(stored, status)
        stored.status = status
        if status == Status.PUBLISHED and is_over(stored.published_at, stored.unpublished_at):
            raise NotMovedError(Refusal.OVER)
        reason = one_line(reason)[:LONGEST_REASON]
        stored.withdrawal_reason = reason if status == Status.WITHDRAWN else ""
        _unshare_withdrawn(stored)
        stored.version += 1
        changed = ["status", "published_at", "withdrawal_reason", "share_key", "version", "saved_at"]
        stored.save(update_fields=changed)
        write_down(stored, before, by=by, reason=reason)
    for name in changed:
        setattr(article, name, getattr(stored, name))
    return True


def require_right(stored: Article, status: str, *, by: User) -> None:
    """Raise PermissionDenied unless ``by`` may give this status to the story as it stands."""
    if status not in statuses_for(by) or not may_change(by, stored):
        raise PermissionDenied


def save_moved(article: Article, *, by: User, reason: str = "") -> bool:
    """Save all of an article that a form changed or made, record where it moved, and return whether it did.

    Raises PermissionDenied for a status that ``by`` may not give; the form has asked the gate.
    """
    with transaction.atomic():
        columns = ("status", "published_at", "created_by", "share_key")
        rows = Article.objects.select_for_update(no_key=True).only(*columns)
        stored = rows.filter(pk=article.pk).first() if article.pk else None
        if stored and (stored.status, stored.published_at) != (article.status, article.published_at):
            require_right(stored, article.status, by=by)
        elif stored is None and article.status not in statuses_for(by):
            raise PermissionDenied
        article.published_at = publication_time(article.status, article.published_at)
        if article.status != Status.WITHDRAWN:
            # A story that came back is withdrawn another time for another reason.
            article.withdrawal_reason = ""
        article.share_key = stored.share_key if stored else ""
        _unshare_withdrawn(article)
        article.save()
        before = stored.status if stored else Status.DRAFT
        is_planned_anew = bool(stored and stored.is_scheduled and stored.published_at != article.published_at)
        if moved := before != article.status or is_planned_anew:
            write_down(article, before, by=by, reason=reason)
    return moved


def _unshare_withdrawn(article: Article) -> None:
    """Take the share picture away from a story that is withdrawn: it shows the title, which may be what was wrong."""
    if article.status == Status.WITHDRAWN:
        remove_files_on_commit([article.share_key])
        article.share_key = ""


def write_down(article: Article, before: str, *, by: User, reason: str) -> None:
    Transition.objects.create(
        article=article,
        from_status=before,
        to_status=article.status,
        published_at=article.published_at if article.status == Status.PUBLISHED else None,
        by=by,
        reason=one_line(reason)[:LONGEST_REASON],
    )


@dataclass
class Outcome:
    """What became of many: how many moved, how many of these wait for their time, and why others stayed."""

    moved: int = 0
    scheduled: int = 0
    stood: int = 0
    forbidden: int = 0
    refused: Counter[Refusal | Missing] = field(default_factory=Counter)


def move_many(
    articles: "models.QuerySet[Article]", deed: Callable[..., bool], *, by: User, reason: str = ""
) -> Outcome:
    """Move each article in a transaction of its own, in the order of their keys; one that cannot stops no other.

    Costs about ten queries for each that moves.
    """
    outcome = Outcome()
    for key in articles.order_by("pk").values_list("pk", flat=True):
        article = Article(pk=key)
        try:
            if deed(article, by=by, reason=reason):
                outcome.moved += 1
                outcome.scheduled += article.is_scheduled
            else:
                outcome.stood += 1
        except PermissionDenied:
            outcome.forbidden += 1
        except Article.DoesNotExist:
            # Deleted meanwhile.
            continue
        except NotMovedError as refusal:
            outcome.refused[refusal.why or refusal.missing[0]] += 1
    return outcome
