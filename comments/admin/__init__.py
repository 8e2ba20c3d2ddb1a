"""The moderators' desk, a file a subject."""

from comments.admin.queue import CommentAdmin

__all__ = ["CommentAdmin"]
