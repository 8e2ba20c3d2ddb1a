"""Who has the form of an article open: advice for people, and no lock; the version decides what is saved."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.editing.models import EditLock
from articles.models import Article

# A form tells every twenty seconds or so that it is open; one that was silent for so long is closed, or hidden.
SILENCE = timedelta(seconds=60)


def writer_of(article: Article) -> EditLock | None:
    """Return who writes, with ``user``, in one query; None where nobody was seen lately."""
    fresh = EditLock.objects.filter(article=article, seen_at__gt=timezone.now() - SILENCE)
    return fresh.select_related("user").first()


def seen(article: Article, *, by: User) -> EditLock:
    """Note that the form is open before ``by``, and return who writes: ``by``, where nobody else was seen lately.

    Another's is left alone while it is fresh, and taken once it has fallen silent.
    """
    lock = writer_of(article)
    if lock is None:
        return take_over(article, by=by)
    if lock.user_id == by.pk:
        # Another window of theirs may close the form at this moment.
        EditLock.objects.filter(pk=lock.pk).update(seen_at=timezone.now())
    return lock


def take_over(article: Article, *, by: User) -> EditLock:
    """Make ``by`` the one who writes, from now on, and return it; whoever wrote before hears of it from their form."""
    now = timezone.now()
    values = {"user": by, "taken_at": now, "seen_at": now}
    lock = EditLock.objects.filter(article=article).select_related("user").first()
    if lock is None:
        try:
            with transaction.atomic():
                return EditLock.objects.create(article=article, **values)
        except IntegrityError:
            # Somebody opened the form at the same moment.
            lock = EditLock.objects.select_related("user").get(article=article)
    if lock.user_id == by.pk and lock.seen_at > now - SILENCE:
        values["taken_at"] = lock.taken_at
    for name, value in values.items():
        setattr(lock, name, value)
    lock.save()
    return lock


def release(article: Article, *, by: User) -> None:
    """Note that ``by`` has closed the form."""
    EditLock.objects.filter(article=article, user=by).delete()
