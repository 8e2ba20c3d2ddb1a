"""Reporting as a reader's browser does."""

from typing import Any

from django.test import Client

from comments.models import Comment
from comments.reporting import report


def send_report(
    client: Client,
    comment: Comment,
    *,
    prefix: str = "",
    headers: dict[str, str] | None = None,
    address: str = "203.0.113.7",
    **changes: Any,
):
    """Send the form of a comment's report from the site's own page, and from an address."""
    headers = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
    fields = {"reason": "insult", "line": "", **changes}
    path = f"{prefix}/news/{comment.article_id}/comments/{comment.pk}/report/"
    return client.post(path, fields, headers=headers, REMOTE_ADDR=address)


def report_from(comment: Comment, *places: int) -> None:
    """Report a comment from networks, each given by a number."""
    for place in places:
        report(comment, network=f"198.51.{place}.0", reason="hate")
