"""Scheduled work: one list, and the rows that let several workers share it."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.module_loading import import_string

from newsportal.models import DueRun

logger = logging.getLogger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Due:
    """A function without arguments, by its dotted path, and how often it runs.

    A slot is a whole interval since 1970 in UTC. Missed slots are not made up for: only the present one runs.
    """

    name: str
    every: timedelta
    function: str

    def slot(self, now: datetime) -> datetime:
        """Return the beginning of the interval in which ``now`` lies."""
        return EPOCH + (now - EPOCH) // self.every * self.every


# What the worker looks at every second.
ROUND = [
    "comments.mail.requests.answer_requests",
    "newsportal.outbox.deliver",
    "articles.pictures.cutting.cut_waiting",
]
DUE = [
    Due("truncate_evidence", timedelta(days=1), "comments.privacy.truncate_evidence"),
    Due("empty_trash", timedelta(days=1), "comments.moderation.empty_trash"),
    Due("clear_links", timedelta(days=1), "comments.mail.links.clear_links"),
    Due("clear_restrictions", timedelta(days=1), "comments.people.clear_restrictions"),
    Due("clear_corrections", timedelta(days=1), "comments.corrections.keeping.clear_corrections"),
    Due("send_digests", timedelta(hours=1), "comments.mail.digest.send_digests"),
    Due("clear_unsaved", timedelta(days=1), "articles.editing.upkeep.clear_unsaved"),
    Due("clear_sent", timedelta(days=1), "newsportal.outbox.clear_sent"),
    Due("clear_reads", timedelta(days=1), "articles.reads.storing.clear_reads"),
    Due("learn_score", timedelta(days=1), "comments.score.work.train"),
    # For installations without a worker.
    Due("cut_pictures", timedelta(minutes=1), "articles.pictures.cutting.cut_waiting"),
    Due("prune_revisions", timedelta(days=1), "articles.revisions.pruning.prune_revisions"),
    Due("draw_share_pictures", timedelta(minutes=1), "articles.share.keeping.draw_due"),
    Due("score_waiting", timedelta(minutes=1), "comments.score.work.score_waiting"),
]


def run_due(now: datetime | None = None) -> list[str]:
    """Run what no worker has begun in the present slot, and return the names.

    Costs one query for each piece of work that has had its turn. An exception is logged, and the slot stays taken:
    the work runs again in the next one.
    """
    now = now or timezone.now()
    ran = []
    for due in DUE:
        if not _claim(due, due.slot(now)):
            continue
        try:
            import_string(due.function)()
        except Exception:
            logger.exception("Scheduled work failed: %s", due.name)
        ran.append(due.name)
    return ran


def _claim(due: Due, slot: datetime) -> bool:
    """Take the slot by its unique row; return False where another worker has it. Older rows go."""
    _, is_first = DueRun.objects.get_or_create(name=due.name, slot=slot)
    if is_first:
        # The slot before stays, for a worker whose clock is behind.
        DueRun.objects.filter(name=due.name, slot__lt=slot - due.every).delete()
    return is_first
