"""What readers ask of comments, a subject a file."""

from comments.views.post import comment_permalink, post_comment
from comments.views.report import report_comment
from comments.views.status import comment_status

__all__ = ["comment_permalink", "comment_status", "post_comment", "report_comment"]
