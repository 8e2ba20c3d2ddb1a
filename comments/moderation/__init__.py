"""The life of a comment: no other code creates one, moves its status or takes it away, and each move is recorded.

Every function locks in the same order: articles by key, then comments, then generations. A decision takes ``seen``,
the versions that its moderator had in sight, and leaves alone what changed since; ``batch`` names all that one press
decided, so that it can be taken back together.
"""

from comments.moderation.deciding import (
    DECIDABLE,
    WITHDRAWABLE,
    Deed,
    Status,
    approve,
    empty,
    hold,
    hold_for_law,
    keep,
    mark_spam,
    pick,
    publish,
    refuse,
    release,
    unpick,
    withdraw,
)
from comments.moderation.emptying import KeptForLawError, blank, empty_trash, erase, forget, ripe
from comments.moderation.receiving import MOST_EDITS, answer_of, receive, reply, revise, rewrite
from comments.moderation.undoing import Undone, undo

__all__ = [
    "DECIDABLE",
    "MOST_EDITS",
    "WITHDRAWABLE",
    "Deed",
    "KeptForLawError",
    "Status",
    "Undone",
    "answer_of",
    "approve",
    "blank",
    "empty",
    "empty_trash",
    "erase",
    "forget",
    "hold",
    "hold_for_law",
    "keep",
    "mark_spam",
    "pick",
    "publish",
    "receive",
    "refuse",
    "release",
    "reply",
    "revise",
    "rewrite",
    "ripe",
    "undo",
    "unpick",
    "withdraw",
]
