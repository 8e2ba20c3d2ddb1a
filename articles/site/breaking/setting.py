"""Setting breaking news and ending it. The newest is the only one that stands."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.site.breaking.models import BreakingNews
from newsportal import generations

# Between the two presses of a double click, by which an end "in three hours" is counted.
SAME_END = timedelta(minutes=1)


class ChangedMeanwhileError(Exception):
    """Another bar stands than the one that was looked at, or it says something else by now."""

    def __init__(self, news: BreakingNews) -> None:
        super().__init__(news.edition)
        self.news = news


def hold(news: BreakingNews, *, opened: str) -> None:
    """Let nobody else set, change or end breaking news before the transaction ends.

    ``news`` is what was typed; ``opened`` is the ``edition`` of the bar that stood when its form was opened, empty
    where none did. One that has ended meanwhile stands in nobody's way, nor does the same news, sent twice by a double
    click.
    Raises ChangedMeanwhileError, and holds nothing, where another word stands by now.
    """
    with transaction.atomic():
        # Whoever writes breaking news locks its row first.
        generations.advance("site")
        standing = BreakingNews.objects.standing().select_related("article", "set_by")
        stands = (standing.filter(pk=news.pk) if news.pk else standing).first()
        if stands is not None and stands.edition != opened and not _is_repeated(news, stands):
            raise ChangedMeanwhileError(stands)


def _is_repeated(news: BreakingNews, stands: BreakingNews) -> bool:
    is_same_end = abs(news.ends_at - stands.ends_at) < SAME_END
    return (news.words, news.article_id) == (stands.words, stands.article_id) and is_same_end


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
        else:
            versions = BreakingNews.objects.standing().filter(pk=news.pk).values_list("version", flat=True)
            if not versions:
                return False
            news.version = versions[0] + 1
        news.save()
    return True


def end_news(news: BreakingNews) -> bool:
    """End breaking news now; return whether it stood until now."""
    now = timezone.now()
    # No earlier than it was set, should two machines disagree about the time.
    standing = BreakingNews.objects.filter(pk=news.pk, ends_at__gt=now)
    return bool(standing.update(ends_at=max(now, news.set_at)))
