"""Setting breaking news and ending it. The newest is the only one that stands."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.site.breaking.models import BreakingNews
from newsportal import generations


def set_news(news: BreakingNews, *, by: User) -> bool:
    """Save breaking news; a new one ends whatever stands.

    Return False, and change nothing, where it has ended meanwhile: it never rises again.
    """
    with transaction.atomic():
        # Its row is locked from here on: of two editors at once, the later one ends what the earlier one set.
        generations.advance("site")
        if news.pk is None:
            news.set_by = by
            for standing in BreakingNews.objects.standing():
                end_news(standing)
        elif not BreakingNews.objects.standing().filter(pk=news.pk).exists():
            return False
        news.save()
    return True


def end_news(news: BreakingNews) -> bool:
    """End breaking news now; return whether it stood until now."""
    now = timezone.now()
    # No earlier than it was set, should two machines disagree about the time.
    standing = BreakingNews.objects.filter(pk=news.pk, ends_at__gt=now)
    return bool(standing.update(ends_at=max(now, news.set_at)))
