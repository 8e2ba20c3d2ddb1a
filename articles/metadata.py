"""What a page says of itself to search engines and to those who share it."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Byline, Tag
from articles.pictures.markup import share_address
from newsportal.origin import absolute

# The same three characters that Django's json_script escapes: no value can close the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Metadata:
    """Absolute addresses and JSON-LD of one article."""

    canonical_url: str
    short_url: str
    share_picture_url: str
    json_ld: SafeString


def share_card_url() -> str:
    """Return the paper's own picture for pages that have none."""
    return absolute(static("icons/share.png"))


def arabic_address(article: Article) -> str:
    """Return the article's path without the English chrome's prefix."""
    with translation.override("ar"):
        return article.get_absolute_url()


def article_metadata(article: Article, bylines: list[Byline], tags: list[Tag]) -> Metadata:
    """Describe an article whose section, source and picture are loaded; asks no query."""
    canonical_url = absolute(arabic_address(article))
    picture = article.lead_picture
    share_picture_url = absolute(share_address(picture)) if picture else share_card_url()
    json_ld = news_article(article, bylines, tags, url=canonical_url, picture_url=share_picture_url)
    return Metadata(
        canonical_url=canonical_url,
        short_url=absolute(reverse("short_link", args=[article.pk])),
        share_picture_url=share_picture_url,
        json_ld=ld_script(json_ld),
    )


def ld_script(value: dict[str, Any]) -> SafeString:
    """Return a JSON-LD block; a data block, which the Content-Security-Policy does not concern."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped on the line above


def news_article(
    article: Article, bylines: list[Byline], tags: list[Tag], *, url: str, picture_url: str
) -> dict[str, Any]:
    """Return schema.org's NewsArticle; times are ISO 8601 with the zone of the paper."""
    with translation.override("ar"):
        people = [
            {"@type": "Person", "name": line.author.name, "url": absolute(line.author.get_absolute_url())}
            for line in bylines
        ]
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(static("icons/icon-512.png")), "width": 512, "height": 512},
    }
    published_at = timezone.localtime(article.published_at)
    updated_at = timezone.localtime(article.updated_at) if article.updated_at else published_at
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": article.title,
        "description": article.standfirst,
        "image": [picture_url],
        "datePublished": published_at.isoformat(timespec="seconds"),
        "dateModified": updated_at.isoformat(timespec="seconds"),
        "inLanguage": "ar",
        "author": people or [publisher],
        "publisher": publisher,
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in tags],
        "wordCount": article.word_count,
        "commentCount": article.comment_count,
        "isAccessibleForFree": True,
    }
    if article.dateline:
        facts["locationCreated"] = {"@type": "Place", "name": article.dateline}
    return {name: value for name, value in facts.items() if value not in ("", [])}
