"""What the worker removes of unsaved work and open forms that everybody has left behind."""

from datetime import timedelta

from django.utils import timezone

from articles.editing.models import EditLock, WorkingCopy

KEPT_FOR = timedelta(days=30)
# Long after it has fallen silent (articles/editing/presence.py).
OPEN_FOR = timedelta(days=1)


def clear_unsaved() -> int:
    """Delete unsaved work after ``KEPT_FOR`` and forms that were open a day ago; return how many rows went."""
    now = timezone.now()
    copies, _ = WorkingCopy.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    locks, _ = EditLock.objects.filter(seen_at__lt=now - OPEN_FOR).delete()
    return copies + locks
