"""What tests of the newsroom's forms share."""

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article

LIST = reverse("admin:articles_article_changelist")
ADD = reverse("admin:articles_article_add")


def make_at(status: str, **fields: Any) -> Article:
    """Return an article that stands at a status; readers know it where they would."""
    is_known = status in {"published", "archived", "withdrawn"}
    return make_article(status=status, **{} if is_known else {"published_at": None}, **fields)


def change_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def typed(article: Article | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a browser posts from the form of the article, or from an empty one, without bylines."""
    values: dict[str, Any] = {
        "title": "عنوان جديد",
        "body": "<p>نص</p>",
        "kind": "news",
        "status": "draft",
        "comments_open": "on",
    }
    if article:
        values |= {
            "title": article.title,
            "kind": article.kind,
            "slug": article.slug,
            "standfirst": article.standfirst,
            "body": article.body,
            "section": article.section_id,
            "status": article.status,
        }
        if article.published_at:
            values |= {
                "published_at_0": f"{article.published_at:%Y-%m-%d}",
                "published_at_1": f"{article.published_at:%H:%M:%S}",
            }
    return {
        **values,
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        "bylines-MIN_NUM_FORMS": 0,
        "bylines-MAX_NUM_FORMS": 1000,
        **changes,
    }


def errors_of(answer: Any) -> dict[str, list[str]]:
    """Return the codes of the form's errors, by field."""
    data = answer.context["adminform"].form.errors.as_data()
    return {field: [error.code for error in errors] for field, errors in data.items()}


def save(client: Client, article: Article, **changes: Any) -> Article:
    """Post the article's form, which has to be taken, and return the stored row."""
    answer = client.post(change_of(article), typed(article, **changes))
    assert answer.status_code == 302, errors_of(answer)
    return Article.objects.get(pk=article.pk)
