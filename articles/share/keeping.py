"""Which stories have a share picture, and keeping it level with what the story says."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.listing import READABLE
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.share.drawing import draw, encoded, is_able
from articles.share.files import remove_files_on_commit, write_file
from articles.share.words import key_of, words_of
from newsportal import generations

# So many of the newest stories are looked at, and so many drawn in a minute.
LOOKED_AT, DRAWN = 200, 40
# Stories that are planned further ahead wait until then.
AHEAD = timedelta(hours=1)
COLUMNS = (
    "title",
    "sponsor",
    "status",
    "published_at",
    "unpublished_at",
    "lead_picture",
    "share_key",
    "section__name",
    "section__colour",
)


def refresh(article: Article) -> bool:
    """Draw a story's picture where it says something else by now, or take it away; return whether that was so.

    It takes a tenth of a second at most. Where the headline cannot be drawn, the paper's own picture stays.
    """
    is_over = article.unpublished_at is not None and article.unpublished_at <= timezone.now()
    wanted = key_of(article) if article.status in READABLE and not is_over else ""
    if wanted == article.share_key:
        return False
    image = draw(words_of(article)) if wanted else None
    if image is None and not article.share_key:
        return False
    key = wanted if image else ""
    if image:
        write_file(key, encoded(image))
    rows = Article.objects.filter(pk=article.pk)
    with transaction.atomic():
        # A story may be withdrawn or deleted while its picture is drawn.
        if not (rows.filter(status__in=READABLE) if image else rows).update(share_key=key):
            remove_files_on_commit([key])
            return False
        remove_files_on_commit([article.share_key])
        generations.advance(generations.article(article.pk))
    article.share_key = key
    return True


def draw_due() -> int:
    """Draw what the newest stories lack, and take away what is over; return how many pictures changed.

    Costs two queries, and three or more for each change.
    """
    if not is_able():
        return 0
    drawn = 0
    for article in [*over(), *newest()]:
        drawn += refresh(article)
        if drawn == DRAWN:
            break
    return drawn


def over() -> ArticleQuerySet:
    """Return stories that were taken down at their time and still have a picture."""
    stories = Article.objects.filter(unpublished_at__lte=timezone.now()).exclude(share_key="")
    return stories.select_related("section").only(*COLUMNS)[:DRAWN]


def newest() -> ArticleQuerySet:
    """Return the newest stories that readers see or soon will, with what their pictures say."""
    soon = timezone.now() + AHEAD
    stories = Article.objects.filter(status=Article.Status.PUBLISHED, published_at__lte=soon)
    return stories.select_related("section").only(*COLUMNS).newest_first()[:LOOKED_AT]
