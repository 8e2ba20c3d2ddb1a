"""What tests of open forms share."""

import re
from html import unescape
from typing import Any

from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editing.models import WorkingCopy
from articles.models import Article
from tests.articles.newsroom import change_of, typed


def address(name: str, article: Article | None = None) -> str:
    if article is None:
        return reverse(f"admin:articles_article_new_{name}")
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def opened(client: Client, article: Article, **changes: Any) -> dict[str, Any]:
    """Return what a browser posts from the form as it stands now, with its hidden fields."""
    known = client.get(change_of(article)).context["open_form"]
    if article.published_at:
        local = timezone.localtime(article.published_at)
        changes = {"published_at_0": f"{local:%Y-%m-%d}", "published_at_1": f"{local:%H:%M:%S}", **changes}
    hidden = {name: known[name] for name in ("version", "opened", "form_key")}
    return {**typed(article), **hidden, **changes}


def saved_by_another(article: Article, **changes: Any) -> Article:
    """Store a change and a newer version, as another form does."""
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1, **changes)
    return Article.objects.get(pk=article.pk)


def only_copy() -> WorkingCopy:
    return WorkingCopy.objects.get()


def changes_in(html: str) -> list[tuple[str, str]]:
    """Return what a comparison takes out and puts in, in its order, without the words for who hears it."""
    found = re.findall(r'<(del|ins) dir="\w+"><span class="visually-hidden">[^<]*</span>(.*?)</\1>', html)
    return [(element, unescape(words)) for element, words in found]
