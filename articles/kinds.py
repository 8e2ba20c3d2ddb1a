"""What sort of story it is, as pages say it: beside the headline of all that is not plain news."""

from collections.abc import Iterable
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from articles.models import Article, Byline

Kind = Article.Kind
# A coverage is live until it has ended.
ENDED = "ended"


def kind_label(article: Article) -> SafeString:
    """Return the label in the page's language, and a space, for the beginning of a headline; nothing for news.

    A list says «مباشر» where the newsroom chooses «تغطية مباشرة»: it is read at a glance.
    """
    return _label(_told(article), get_language() or "")


def kind_words(article: Article) -> str:
    """Return what a headline says of a story in the page's language; nothing for news."""
    return _words(_told(article))


def _told(article: Article) -> str:
    return ENDED if article.kind == Kind.LIVE and article.coverage_ended_at else article.kind


def _words(kind: str) -> str:
    words = {
        Kind.ANALYSIS: gettext("Analysis"),
        Kind.OPINION: gettext("Opinion"),
        Kind.PICTURES: pgettext("before a headline", "In pictures"),
        Kind.VIDEO: pgettext("before a headline", "Video"),
        Kind.LIVE: pgettext("before a headline", "Live"),
        ENDED: pgettext("before a headline", "Coverage"),
    }
    return words.get(kind, "")


@cache
def _label(kind: str, language: str) -> SafeString:
    words = escape(_words(kind))
    attributes = ' lang="en" dir="ltr"' if language == "en" else ""
    return mark_safe(f'<span class="kind kind-{kind}"{attributes}>{words}</span> ' if words else "")  # noqa: S308 - escaped


def sign_opinions(articles: Iterable[Article]) -> None:
    """Give opinions among the stories their writers, whom their cards name; costs a query where there are any."""
    opinions = {article.pk: article for article in articles if article.kind == Kind.OPINION}
    if not opinions:
        return
    for byline in Byline.objects.filter(article__in=opinions).select_related("author"):
        opinions[byline.article_id].signed_by.append(byline.author)
