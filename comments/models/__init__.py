"""Comments, the record of every decision about them, and what moderators keep to decide by."""

from comments.models.comment import IS_TRACEABLE, SHOWN, Comment, CommentQuerySet
from comments.models.move import Move
from comments.models.thread_mark import ThreadMark
from comments.models.word import WordEntry

__all__ = ["IS_TRACEABLE", "SHOWN", "Comment", "CommentQuerySet", "Move", "ThreadMark", "WordEntry"]
