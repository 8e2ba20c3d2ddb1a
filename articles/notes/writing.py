"""Writing notes on an article, answering them, and settling what they ask."""

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import clean_words
from articles.models import Article, Note
from articles.permissions import may_publish
from newsportal.arabic.characters import is_blank, normalize


def may_note(user: User | AnonymousUser, article: Article) -> bool:
    """Tell whether ``user`` reads and writes the notes on this article: an editor on any, a reporter on their own."""
    return user.has_perm("articles.view_article") and (may_publish(user) or article.created_by_id == user.pk)


def write(article: Article, text: str, *, by: User, thread: Note | None = None) -> Note:
    """Store a note, or an answer to one, which opens its thread again; return it.

    Raises PermissionDenied for those who may not write one, ValidationError for no text, for one of more than
    2,000 characters, and for a thread of another article.
    """
    _require(by, article)
    text = normalize("NFC", clean_words(text)).strip()
    if is_blank(text):
        raise ValidationError(_("Write something first."), code="required")
    limit = Note._meta.get_field("text").max_length
    MaxLengthValidator(limit or 0)(text)
    first = _first_of(thread) if thread else None
    if first and first.article_id != article.pk:
        raise ValidationError(_("This note stands on another story."), code="other_article")
    with transaction.atomic():
        if first:
            reopen(first, by=by)
        return Note.objects.create(article=article, text=text, thread=first, by=by)


def resolve(note: Note, *, by: User) -> bool:
    """Settle the thread of a note; return False where it was settled already.

    Raises PermissionDenied for those who may not write a note there.
    """
    _require(by, note.article)
    open_ones = Note.objects.filter(pk=_first_of(note).pk, resolved_at=None)
    return bool(open_ones.update(resolved_at=timezone.now(), resolved_by=by))


def reopen(note: Note, *, by: User) -> bool:
    """Open the thread of a note again; return False where it is open.

    Raises PermissionDenied for those who may not write a note there.
    """
    _require(by, note.article)
    settled = Note.objects.filter(pk=_first_of(note).pk).exclude(resolved_at=None)
    return bool(settled.update(resolved_at=None, resolved_by=None))


def _first_of(note: Note) -> Note:
    return note.thread or note


def _require(user: User, article: Article) -> None:
    if not may_note(user, article):
        raise PermissionDenied
