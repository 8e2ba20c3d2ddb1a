"""Comments, the record of every decision about them, who may hear of them, and what moderators keep to decide by."""

from comments.corrections.models import ReaderCorrection
from comments.models.comment import IS_EMPTIED, IS_TRACEABLE, SHOWN, Comment, CommentQuerySet
from comments.models.mail import ConfirmedAddress, MailLink
from comments.models.move import Move
from comments.models.regular import Regular
from comments.models.report import Report
from comments.models.restriction import Restriction
from comments.models.revision import Revision
from comments.models.thread_mark import ThreadMark
from comments.models.word import WordEntry

__all__ = [
    "IS_EMPTIED",
    "IS_TRACEABLE",
    "SHOWN",
    "Comment",
    "CommentQuerySet",
    "ConfirmedAddress",
    "MailLink",
    "Move",
    "ReaderCorrection",
    "Regular",
    "Report",
    "Restriction",
    "Revision",
    "ThreadMark",
    "WordEntry",
]
