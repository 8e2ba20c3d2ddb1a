"""What a story cannot be without before it is called ready or shown to readers; everything else is advice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.body.build import count_words
from articles.models import Article

Status = Article.Status
# Whoever gives a story one of these says that it is finished.
FINISHED = (Status.READY, Status.PUBLISHED)


class Missing(models.TextChoices):
    """What is missing; the value is the field where it belongs, the label tells the writer what to do."""

    TITLE = "title", _("The story has no title. Write one.")
    SECTION = "section", _("The story has no section. Choose one.")
    BODY = "body", _("The story has no text. Write it, or put a picture or an embed into it.")


def missing(article: Article) -> list[Missing]:
    """Return what keeps the story from being ready, in the order of the form; asks nothing of the database."""
    stands = {
        Missing.TITLE: has_title(article.title),
        Missing.SECTION: article.section_id is not None,
        Missing.BODY: has_text(article.body),
    }
    return [what for what, is_there in stands.items() if not is_there]


def has_title(title: str) -> bool:
    """Return whether a title holds a letter or a digit."""
    return any(map(str.isalnum, title))


def has_text(body: str) -> bool:
    """Return whether a sanitised body holds a word, a picture or an embed."""
    return "<figure data-" in body or count_words(body) > 0
