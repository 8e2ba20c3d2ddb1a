"""Which articles show a picture, and what they need when it changes."""

from django.db import transaction
from django.db.models import Q

from articles.models import Article, Picture
from articles.models.article import ArticleQuerySet
from newsportal import generations


def users_of(picture: Picture) -> ArticleQuerySet:
    """Return the articles that lead with the picture or have it in their text.

    Reads every text of the archive: for the newsroom's pages only.
    """
    return Article.objects.filter(Q(lead_picture=picture) | Q(body__contains=f'data-picture="{picture.pk}"'))


def rebuild_users_of(picture: Picture) -> int:
    """Build anew the texts that show the picture, and move the generations of every page that may show it.

    Returns the number of articles. No time of theirs moves, since no editor has touched them.
    """
    with transaction.atomic():
        articles = list(users_of(picture))
        for article in articles:
            article.rebuild()
        Article.objects.bulk_update(articles, ["body", "body_html", "word_count"], batch_size=100)
        if articles:
            generations.advance("lists", *[generations.article(article.pk) for article in articles])
    return len(articles)
