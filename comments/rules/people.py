"""Rules about who writes: names that stand for somebody, and readers whose comments are restricted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Author
from comments.models import Comment, Regular, Restriction
from comments.networks import reach_of
from comments.rules.rule import Submission, SubmissionRule, Verdict
from newsportal.arabic.likeness import key_of, keys_of
from newsportal.generations import remembered

# Whoever signs so speaks for the paper, in every paper.
OFFICES = (
    *("المحرر", "المحررة", "التحرير", "هيئة التحرير", "أسرة التحرير", "رئيس التحرير", "مدير التحرير"),
    *("محرر", "محررة", "هيئة تحرير", "فريق التحرير", "المشرف العام", "مشرف"),
    *("سكرتير التحرير", "الإدارة", "إدارة الموقع", "مدير الموقع", "المشرف", "مشرف الموقع", "مشرف التعليقات"),
    *("admin", "administrator", "moderator", "editor", "editor in chief", "webmaster"),
)
# Words before the name of the paper that change nobody.
PAPER = ("", "موقع", "صحيفة", "جريدة", "فريق", "إدارة", "تحرير")
ALWAYS = datetime.max.replace(tzinfo=UTC)


class Restricted(NamedTuple):
    """Whom restrictions of one kind concern, and until when; networks by version and number of bits."""

    emails: Mapping[str, datetime]
    networks: Mapping[tuple[int, int], Mapping[int, datetime]]


class People(NamedTuple):
    """Accounts of the newsroom by the keys of their names, the e-mail kept for each known reader's, restrictions."""

    staff: frozenset[str]
    regulars: Mapping[str, str]
    held: Restricted
    banned: Restricted


@remembered("people")
def people() -> People:
    """Return whom the rules know; kept in the process until an account, a known reader or a restriction changes.

    An account that ``createsuperuser`` makes counts from the next such change, or the next start, on.
    """
    accounts = User.objects.filter(is_staff=True, is_active=True)
    names = [name for account in accounts for name in (account.username, account.get_full_name())]
    in_force = list(Restriction.objects.in_force())
    held, banned = (_restricted(row for row in in_force if row.kind == kind) for kind in Restriction.Kind)
    return People(_keys(names), dict(Regular.objects.values_list("skeleton", "email")), held, banned)


@remembered("site")
def signatures() -> frozenset[str]:
    """Return the keys of all bylines, of the paper's name, and of those who speak for it."""
    paper = [f"{word} {settings.SITE_NAME}" for word in PAPER]
    return _keys([*Author.objects.values_list("name", flat=True), *paper, *OFFICES])


def is_of_newsroom(name: str) -> bool:
    """Return whether a name may be read as one of somebody in the newsroom, or of the paper."""
    keys = keys_of(name)
    return not (keys.isdisjoint(signatures()) and keys.isdisjoint(people().staff))


def _is_guarded(submission: Submission) -> bool:
    comment = submission.comment
    is_taken = not keys_of(comment.name).isdisjoint(people().regulars)
    return is_of_newsroom(comment.name) or (is_taken and not _is_known(submission))


def _is_known(submission: Submission) -> bool:
    comment, regulars = submission.comment, people().regulars
    return any(regulars.get(key) == comment.email for key in keys_of(comment.name))


def _is_held(submission: Submission) -> bool:
    return _is_in_force(people().held, submission.comment)


def _is_banned(submission: Submission) -> bool:
    return _is_in_force(people().banned, submission.comment)


def _is_in_force(restricted: Restricted, comment: Comment) -> bool:
    """Return whether the comment's e-mail or network is restricted at this moment: an end passes by itself."""
    ends = [restricted.emails.get(comment.email)]
    if comment.network and restricted.networks:
        own = reach_of(comment.network)
        ends += [
            prefixes.get(own.prefix >> own.bits - bits)
            for (version, bits), prefixes in restricted.networks.items()
            if version == own.version and bits <= own.bits
        ]
    now = timezone.now()
    return any(end is not None and end > now for end in ends)


def _restricted(rows: Iterable[Restriction]) -> Restricted:
    """Return whom restrictions concern; of several about the same one the latest end counts."""
    emails: dict[str, datetime] = {}
    networks: defaultdict[tuple[int, int], dict[int, datetime]] = defaultdict(dict)
    for row in rows:
        end = row.ends_at or ALWAYS
        if row.email:
            emails[row.email] = max(end, emails.get(row.email, end))
        if row.network:
            version, bits, prefix = reach_of(row.network)
            prefixes = networks[version, bits]
            prefixes[prefix] = max(end, prefixes.get(prefix, end))
    return Restricted(emails, networks)


def _keys(names: Iterable[str]) -> frozenset[str]:
    # A single letter would guard the initials of many.
    return frozenset(key for key in map(key_of, names) if len(key) > 1)


NAME = SubmissionRule(12, "name", _("Name of somebody else"), Verdict.HOLD, _is_guarded)
KNOWN_NAME = SubmissionRule(13, "known_name", _("Known reader"), Verdict.PASS, _is_known)
ALWAYS_HELD = SubmissionRule(14, "always_held", _("Always held"), Verdict.HOLD, _is_held)
BANNED = SubmissionRule(15, "banned", _("Banned"), Verdict.SPAM, _is_banned)
