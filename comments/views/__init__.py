"""What readers ask of comments, a subject a file."""

from comments.views.mail import mail_confirm, mail_unsubscribe
from comments.views.post import comment_permalink, post_comment
from comments.views.privacy import ask_own_data, own_data
from comments.views.report import report_comment
from comments.views.status import comment_status, edit_comment, notify_comment, withdraw_comment

__all__ = [
    "ask_own_data",
    "comment_permalink",
    "comment_status",
    "edit_comment",
    "mail_confirm",
    "mail_unsubscribe",
    "notify_comment",
    "own_data",
    "post_comment",
    "report_comment",
    "withdraw_comment",
]
