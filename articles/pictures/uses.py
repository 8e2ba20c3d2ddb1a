"""Which texts show which pictures, noted when a text is stored, so that nobody reads all texts to find out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.body.build import picture_ids
from articles.models.picture import Picture, PictureUse

if TYPE_CHECKING:
    # An article notes its pictures when it is saved, so this module cannot import it when the program runs.
    from articles.models.article import Article


def note_uses(articles: "Sequence[Article]") -> None:
    """Bring what is noted of these articles level with their sanitised texts, in the transaction that stores those.

    Costs one query, and up to three more where something changed.
    """
    wanted = {(article.pk, key) for article in articles for key in picture_ids(article.body)}
    noted = {
        (use.article_id, use.picture_id): use.pk
        for use in PictureUse.objects.filter(article__in=[article.pk for article in articles])
    }
    gone = [pk for pair, pk in noted.items() if pair not in wanted]
    if gone:
        PictureUse.objects.filter(pk__in=gone).delete()
    if come := sorted(wanted - noted.keys()):
        # A text may name a picture that is no longer there.
        known = set(Picture.objects.filter(pk__in={key for _, key in come}).values_list("pk", flat=True))
        PictureUse.objects.bulk_create(
            PictureUse(article_id=article, picture_id=key) for article, key in come if key in known
        )
