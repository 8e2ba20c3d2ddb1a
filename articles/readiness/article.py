"""An article, stored or not, as the checks look at it."""

from articles.body.build import picture_ids
from articles.body.embeds import embed_addresses
from articles.models import Article, Picture
from articles.readiness.story import PictureWords, Story


def story_of(article: Article, *, typed_body: str | None = None) -> Story:
    """Return the values of an article whose body is sanitised; costs a query where its text names pictures.

    ``typed_body`` is the body as it was typed, where it is at hand: the sanitiser drops an embed without an address.
    """
    keys = picture_ids(article.body)
    pictures = Picture.objects.in_bulk(keys) if keys else {}
    return Story(
        title=article.title,
        standfirst=article.standfirst,
        body=article.body,
        has_section=article.section_id is not None,
        has_source=article.source_id is not None,
        lead=_words(article.lead_picture) if article.lead_picture else None,
        pictures={key: _words(picture) for key, picture in pictures.items()},
        embeds=embed_addresses(article.body if typed_body is None else typed_body),
    )


def _words(picture: Picture) -> PictureWords:
    return PictureWords(picture.alternative_text, picture.caption, picture.credit)
