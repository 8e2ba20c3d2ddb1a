"""The moderators' desk, a file a subject."""

from comments.admin.queue import CommentAdmin
from comments.admin.words import WordEntryAdmin

__all__ = ["CommentAdmin", "WordEntryAdmin"]
