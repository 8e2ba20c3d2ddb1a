"""Writing a live coverage: who may, what is posted, edited, pinned, withdrawn and restored, and when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.body.sanitize import sanitize
from articles.characters import one_line
from articles.live.coverage import MOST_PINNED
from articles.live.models import LiveEntry
from articles.live.rebuilding import note_pictures
from articles.models import Article
from articles.permissions import may_change, may_publish
from newsportal import generations


class ChangedMeanwhileError(Exception):
    """The entry is not the one that was opened; ``entry`` is how it stands now, withdrawn perhaps."""

    def __init__(self, entry: LiveEntry) -> None:
        self.entry = entry
        super().__init__(f"Entry {entry.pk} stands at version {entry.version}.")


def may_post(user: User | AnonymousUser, article: Article) -> bool:
    """Tell whether ``user`` writes the coverage of this story: those who may change and publish it."""
    return may_publish(user) and may_change(user, article)


def post(
    article: Article, *, by: User, body: str, headline: str = "", is_pinned: bool = False, press: UUID | None = None
) -> LiveEntry:
    """Add an entry, and return it; sent again by the same ``press``, return the one that stands, and only pin it.

    Like the other deeds it moves the generation of the story, and raises PermissionDenied for whoever may not,
    ValidationError for a story that is gone. Raises ValidationError also where the coverage has ended or was made
    another kind of story, and where enough entries are pinned; ChangedMeanwhileError where what the press posted says
    something else.
    """
    with _held(article, by) as stored:
        entries = stored.live_entries.select_related("posted_by", "updated_by")
        while press and (before := entries.filter(press=press).first()):
            if _says(before, headline, body):
                if is_pinned:
                    pin(before, by=by)
                return before
            if before.withdrawn_at is None:
                raise ChangedMeanwhileError(before)
            # What was withdrawn gives way to another text, which has a name of its own.
            press = uuid5(press, str(before.pk))
        if stored.kind != Article.Kind.LIVE:
            raise ValidationError(_("This story is no live coverage any more."), code="other_kind")
        if stored.coverage_ended_at is not None:
            raise ValidationError(_("The coverage has ended. Reopen it to post an entry."), code="ended")
        if is_pinned:
            _require_place_on_top(stored)
        entry = LiveEntry(article=stored, headline=headline, body=body, is_pinned=is_pinned, posted_by=by, press=press)
        entry.save()
        note_pictures(entry)
        generations.advance(generations.article(article.pk))
    return entry


def edit(entry: LiveEntry, *, by: User, version: int, body: str, headline: str = "") -> bool:
    """Replace what an entry that was opened at ``version`` says; return whether that changed anything.

    Readers learn that it was edited, and when. Raises ChangedMeanwhileError where another text stands meanwhile.
    """
    with _writing(entry.article, by):
        stored = LiveEntry.objects.select_related("posted_by", "updated_by", "withdrawn_by").get(pk=entry.pk)
        if stored.withdrawn_at is None and _says(stored, headline, body):
            return False
        if stored.version != version or stored.withdrawn_at is not None:
            raise ChangedMeanwhileError(stored)
        stored.headline, stored.body = headline, body
        stored.updated_at, stored.updated_by, stored.version = timezone.now(), by, version + 1
        stored.save(update_fields=["headline", "body", "updated_at", "updated_by", "version"])
        note_pictures(stored)
    return True


def pin(entry: LiveEntry, *, by: User) -> bool:
    """Put an entry on top; return False where it is there or was withdrawn. Raises ValidationError as ``post()``."""
    with _writing(entry.article, by) as stored:
        loose = stored.live_entries.standing().filter(pk=entry.pk, is_pinned=False)
        if loose.exists():
            _require_place_on_top(stored)
        return bool(loose.update(is_pinned=True))


def unpin(entry: LiveEntry, *, by: User) -> bool:
    """Let an entry go back to its place in time; return False where it stands there."""
    with _writing(entry.article, by):
        return bool(LiveEntry.objects.filter(pk=entry.pk, is_pinned=True).update(is_pinned=False))


def withdraw(entry: LiveEntry, *, by: User) -> bool:
    """Take an entry away from readers; return False where it is away. The row stays, with who did it and when."""
    with _writing(entry.article, by):
        stored = LiveEntry.objects.get(pk=entry.pk)
        if stored.withdrawn_at is not None:
            return False
        stored.withdrawn_at, stored.withdrawn_by, stored.is_pinned = timezone.now(), by, False
        stored.save(update_fields=["withdrawn_at", "withdrawn_by", "is_pinned"])
        note_pictures(stored)
    return True


def restore(entry: LiveEntry, *, by: User) -> bool:
    """Bring a withdrawn entry back to its place in time; return False where it stands."""
    with _writing(entry.article, by):
        stored = LiveEntry.objects.get(pk=entry.pk)
        if stored.withdrawn_at is None:
            return False
        stored.withdrawn_at, stored.withdrawn_by = None, None
        # Its pictures may have changed since; nobody built a withdrawn text anew.
        stored.save(update_fields=["withdrawn_at", "withdrawn_by", "body"])
        note_pictures(stored)
    return True


def end(article: Article, *, by: User) -> bool:
    """Say that the coverage has ended, in lists too; return False where it had."""
    with _writing(article, by, "lists"):
        going_on = Article.objects.filter(pk=article.pk, coverage_ended_at=None)
        return bool(going_on.update(coverage_ended_at=timezone.now()))


def reopen(article: Article, *, by: User) -> bool:
    """Let an ended coverage go on; return False where it goes on."""
    with _writing(article, by, "lists"):
        ended = Article.objects.filter(pk=article.pk, coverage_ended_at__isnull=False)
        return bool(ended.update(coverage_ended_at=None))


@contextmanager
def _writing(article: Article, user: User, *further: str) -> Iterator[Article]:
    """Hold the story while its coverage is written, and move its pages and ``further`` generations at the end."""
    with _held(article, user) as stored:
        yield stored
        generations.advance(generations.article(article.pk), *further)


@contextmanager
def _held(article: Article, user: User) -> Iterator[Article]:
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).lock()
        stored = Article.objects.defer("body", "body_html").filter(pk=article.pk).first()
        if stored is None:
            raise ValidationError(_("This story was deleted meanwhile."), code="deleted")
        if not may_post(user, stored):
            raise PermissionDenied
        yield stored


def _says(entry: LiveEntry, headline: str, body: str) -> bool:
    """Tell whether an entry says what was typed, once that is cleaned."""
    return (entry.headline, entry.body) == (one_line(headline), sanitize(body))


def _require_place_on_top(article: Article) -> None:
    if article.live_entries.standing().filter(is_pinned=True).count() >= MOST_PINNED:
        message = _("Enough entries are pinned: at most %(limit)s. Unpin one first.")
        raise ValidationError(message, code="pinned", params={"limit": MOST_PINNED})
