"""What the share picture of a story says, and the key under which it stands. Every page of a story asks this."""

import hashlib
import json
from dataclasses import astuple, dataclass

from django.conf import settings

from articles.models import Article
from articles.sponsoring import sponsored_by

# What Open Graph's consumers show without cutting it.
SIZE = (1200, 630)
# Raise it where the same words come out as another picture.
LOOK = 1


@dataclass(frozen=True)
class Words:
    """The words of a picture. ``has_wordmark`` where the paper's name is the drawn one."""

    headline: str
    kicker: str
    colour: int
    name: str
    has_wordmark: bool = False


def words_of(article: Article) -> Words:
    """Return what the picture of a story says; its section is loaded."""
    return Words(
        headline=article.title,
        kicker=sponsored_by(article.sponsor) or article.section.name,
        colour=article.section.colour,
        name=settings.SITE_NAME,
        has_wordmark=settings.SITE_NAME == settings.DEMO_NAME,
    )


def key_of(article: Article) -> str:
    """Return the key under which the story's picture stands once it is drawn; empty where it leads with a picture."""
    if article.lead_picture_id is not None:
        return ""
    said = json.dumps([LOOK, article.pk, *astuple(words_of(article))])
    return hashlib.sha256(said.encode()).hexdigest()[:32]
