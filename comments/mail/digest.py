"""The digest of a shift: at the hours that a moderator chose, a letter tells what waits and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from articles.site.conventions import date_time, digits, grouped
from comments.backlog import Backlog, backlog, reported_in_words, up_to, waiting_by_section, waiting_in_words
from comments.mail.letter import Letter, send
from comments.models import Comment, Move
from newsportal.arabic.bidi import isolate
from newsportal.desk.counting import MOST, Number
from newsportal.models import OutboxMail, StaffPreference
from newsportal.newsroom.hours import hours_of
from newsportal.origin import absolute

Status = Comment.Status

RIGHT = "comments.view_comment"
# Whoever gets a first digest reads of one day.
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """What happened since an account's last digest: how many comments people decided, and how.

    ``outcomes`` are those of the latest ``MOST`` decisions.
    """

    since: datetime
    decided: Number
    outcomes: Sequence[tuple[Status, int]]


def send_digests(now: datetime | None = None) -> int:
    """Write the digests of the present hour into the outbox, once each; return for how many accounts.

    An hour is one of the clock in TIME_ZONE. Where that zone is half an hour off UTC, digests come at half past, since
    scheduled work runs at the whole hours of UTC.
    """
    local = timezone.localtime(now or timezone.now())
    wanting = _wanting(local.hour) if settings.EMAIL_IS_ON else []
    if not wanting:
        return 0
    found = backlog()
    if not found.waiting.value:
        return 0
    sections = waiting_by_section()
    for chosen in wanting:
        with override(chosen.language):
            letter = _letter(local, found, sections, _shift(chosen.user, local), hours_of(chosen.digest_hours))
            key = f"{_about(chosen.user)}:{local:%Y-%m-%d}:{local.hour}"
            send(letter, key=key, to=chosen.user.email, about=_about(chosen.user))
    return len(wanting)


def _wanting(hour: int) -> list[StaffPreference]:
    """Return the choices of those accounts that want a digest at this hour, and may have one."""
    chosen = StaffPreference.objects.exclude(digest_hours="").filter(user__is_active=True, user__is_staff=True)
    return [
        preference
        for preference in chosen.exclude(user__email="").select_related("user").order_by("pk")
        if hour in hours_of(preference.digest_hours) and preference.user.has_perm(RIGHT)
    ]


def _about(account: User) -> str:
    """Return what the outbox knows an account's digests by; no address, since keys are logged."""
    return f"digest:{account.pk}"


def _shift(account: User, now: datetime) -> Shift:
    """Return what was decided since the account's last digest, or within a day; costs two queries."""
    keys = OutboxMail.objects.filter(about=_about(account)).order_by("-pk").values_list("key", flat=True)
    hour = f"{now:%Y-%m-%d}:{now.hour}"
    earlier = [key.split(":", 2)[2] for key in keys[:2] if not key.endswith(hour)]
    since = _moment(earlier[0]) if earlier else now - A_DAY
    decided = Move.objects.standing().decisions().filter(at__gte=since, at__lt=now)
    latest = decided.order_by("-at")[: MOST + 1]
    counts = latest.aggregate(**{status: Count("pk", filter=Q(to_status=status)) for status in Status.values})
    total = sum(counts.values())
    outcomes = [(status, counts[status]) for status in Status if counts[status]]
    return Shift(since, Number(min(total, MOST), is_more=total > MOST), outcomes)


def _moment(hour: str) -> datetime:
    """Return the moment at which the hour of a key, such as ``2026-11-23:8``, begins in TIME_ZONE."""
    return timezone.make_aware(datetime.strptime(hour, "%Y-%m-%d:%H"))


def _letter(
    now: datetime, found: Backlog, sections: Sequence[tuple[str, int]], shift: Shift, hours: Sequence[int]
) -> Letter:
    lines = [waiting_in_words(now, found), *([reported_in_words(found.reported)] if found.reported.value else [])]
    lines.append(_decided(shift))
    if found.waiting.is_more:
        lines.append(_("By section, of the %(count)s that have waited longest:") % {"count": grouped(MOST)})
    else:
        lines.append(_("By section:"))
    shown = pgettext("between names", ", ").join(f"{hour:02}:00" for hour in hours)
    return Letter(
        subject=_subject(found.waiting),
        lines=lines,
        rows=[(isolate(name, is_arabic=True), grouped(number)) for name, number in sections],
        button=_("To the moderation queue"),
        address=absolute(reverse("admin:comments_comment_changelist")),
        reason=digits(_("You chose to read this digest daily at %(hours)s.") % {"hours": shown}),
        choices=absolute(reverse("admin:preferences")),
    )


def _subject(waiting: Number) -> str:
    words = ngettext(
        "%(count)s comment is waiting at %(site)s", "%(count)s comments are waiting at %(site)s", waiting.value
    )
    return words % {"count": up_to(waiting), "site": isolate(settings.SITE_NAME, is_arabic=True)}


def _decided(shift: Shift) -> str:
    since = date_time(shift.since)
    if not shift.decided.value:
        return _("Nobody has decided about a comment since %(moment)s.") % {"moment": since}
    words = ngettext(
        "%(count)s comment has been decided since %(moment)s: %(parts)s.",
        "%(count)s comments have been decided since %(moment)s: %(parts)s.",
        shift.decided.value,
    )
    parts = (f"{status.label} {grouped(number)}" for status, number in shift.outcomes)
    return words % {
        "count": up_to(shift.decided),
        "moment": since,
        "parts": pgettext("between names", ", ").join(parts),
    }
