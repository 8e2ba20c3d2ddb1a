"""What tests of readers' corrections share."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.models import ReaderCorrection
from newsportal.tokens import make_token
from tests.comments.posting import post
from tests.factories import make_article, make_user

LIST = reverse("admin:comments_readercorrection_changelist")
WRONG = "المحطة في أسوان، وليست في الأقصر."
RIGHT = "تقع المحطة في أسوان، لا في الأقصر."


def page_of(found: ReaderCorrection) -> str:
    return reverse("admin:comments_readercorrection_change", args=[found.pk])


def send(client: Client, article: Article, **changes: Any) -> Any:
    return post(client, article, **{"comment": WRONG, "correction": "on", **changes})


def make_editor() -> User:
    return make_user(groups=("Editors",))


def make_correction(article: Article | None = None, **fields: Any) -> ReaderCorrection:
    """Return an open correction as the form stores it; ``token`` opens its page."""
    token, digest = make_token()
    defaults = {"name": "سلمى", "email": "salma@example.com", "text": WRONG, "status_digest": digest}
    found = ReaderCorrection.objects.create(article=article or make_article(), **{**defaults, **fields})
    found.token = token
    return found
