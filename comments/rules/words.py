"""The lists of words: what moderators want to see before readers do."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from comments.models import Comment, WordEntry
from comments.rules.rule import Submission, SubmissionRule, Verdict
from newsportal.arabic.word_lists import WordList
from newsportal.generations import remembered


class Match(NamedTuple):
    """An entry of a list in what somebody wrote: the word as it is listed, and its characters there."""

    word: str
    start: int
    end: int


class Lists(NamedTuple):
    """Both lists, prepared, and the words of all entries by key."""

    hold: WordList
    spam: WordList
    words: dict[int, str]


@remembered("words")
def lists() -> Lists:
    """Return the lists; kept in the process until one of their entries changes."""
    entries = list(WordEntry.objects.all())
    hold, spam = (WordList(entry.as_entry() for entry in entries if entry.list == chosen) for chosen in WordEntry.List)
    return Lists(hold, spam, {entry.pk: entry.word for entry in entries})


def matches(written: str) -> Sequence[Match]:
    """Return the entries of both lists that stand in what somebody wrote, in order."""
    return _finder()(written)


@remembered("words")
def _finder() -> Callable[[str], Sequence[Match]]:
    """Return what looks for the entries, and remembers the texts that the queue shows again and again."""
    known = lists()

    @lru_cache(maxsize=1_000)
    def find(written: str) -> Sequence[Match]:
        found = sorted([*known.hold.find(written), *known.spam.find(written)], key=lambda one: one.start)
        return [Match(known.words[one.key], one.start, one.end) for one in found]

    return find


def written_in(comment: Comment) -> Sequence[str]:
    """Return all that a reader may read of a comment: text, name, website."""
    return comment.text, comment.name, comment.website


def _is_to_be_held(submission: Submission) -> bool:
    return any(map(lists().hold.find, written_in(submission.comment)))


def _is_spam(submission: Submission) -> bool:
    return any(map(lists().spam.find, written_in(submission.comment)))


WORDS = SubmissionRule(10, "words", _("Listed word"), Verdict.HOLD, _is_to_be_held)
SPAM_WORDS = SubmissionRule(11, "spam_words", _("Word of the spam list"), Verdict.SPAM, _is_spam)
