"""The moderators' desk, a file a subject."""

from comments.admin.queue import CommentAdmin
from comments.admin.regulars import RegularAdmin
from comments.admin.restrictions import RestrictionAdmin
from comments.admin.words import WordEntryAdmin

__all__ = ["CommentAdmin", "RegularAdmin", "RestrictionAdmin", "WordEntryAdmin"]
