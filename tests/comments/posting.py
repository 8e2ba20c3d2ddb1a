"""Posting as a reader's browser does."""

from typing import Any

from django.test import Client

from articles.models import Article


def fields(**changes: Any) -> dict[str, Any]:
    """Return what a reader fills in, with what the test is about in its place."""
    return {
        "comment": "تعليق من قارئة.",
        "name": "سلمى",
        "email": "salma@example.com",
        "website": "",
        "parent": "",
        **changes,
    }


def post(client: Client, article: Article, *, prefix: str = "", headers: dict[str, str] | None = None, **changes: Any):
    """Post the form below an article from the site's own page."""
    headers = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
    return client.post(f"{prefix}/news/{article.pk}/comments/", fields(**changes), headers=headers)
