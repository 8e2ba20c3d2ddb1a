"""Building texts anew where the rules changed, or a picture, and no editor touched them."""

from articles.models import Article
from articles.pictures.uses import note_uses
from articles.search.index import index


def rebuild(articles: list[Article]) -> list[Article]:
    """Build the texts anew, save those that come out different, and return them.

    No time of theirs moves, and search learns of them. Costs a query for each text with pictures. The caller moves the
    generations.
    """
    before = {article.pk: (article.body, article.body_html, article.word_count) for article in articles}
    for article in articles:
        article.rebuild()
    changed = [each for each in articles if before[each.pk] != (each.body, each.body_html, each.word_count)]
    Article.objects.bulk_update(changed, ["body", "body_html", "word_count"], batch_size=100)
    index(changed)
    note_uses(changed)
    return changed
