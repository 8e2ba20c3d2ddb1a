"""The moderators' desk, a file a subject."""

from comments.admin.corrections import ReaderCorrectionAdmin
from comments.admin.legal import why_kept
from comments.admin.queue import CommentAdmin
from comments.admin.regulars import RegularAdmin
from comments.admin.restrictions import RestrictionAdmin
from comments.admin.words import WordEntryAdmin
from comments.models import Comment
from newsportal.desk.deletion import REFUSALS

REFUSALS[Comment] = why_kept

__all__ = ["CommentAdmin", "ReaderCorrectionAdmin", "RegularAdmin", "RestrictionAdmin", "WordEntryAdmin"]
