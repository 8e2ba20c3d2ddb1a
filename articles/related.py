"""Stories offered below a story."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.listing import is_standing
from articles.models import Article, Tag, Tagging

OFFERED = 4
# Of each tag's stories so many are looked at, the newest.
CANDIDATES = 20


def related_articles(article: Article, tags: list[Tag]) -> list[Article]:
    """Return up to four listed stories in one query: those that share most tags, then the section's newest."""
    beside = Article.objects.listed().filter(section=article.section_id).newest_first().values("pk")
    sharing = [tag.taggings.due().newest_first().values("article")[:CANDIDATES] for tag in tags]
    shared = Tagging.objects.filter(article=OuterRef("pk"), tag__in=tags).values("article")
    return list(
        # The tags' stories have passed most of the gate. Asked for all of it, SQLite would begin there: with the
        # whole archive.
        Article.objects.among([*sharing, beside[: OFFERED + 1]])
        .filter(is_standing())
        # The story itself may be among them.
        .exclude(pk=article.pk)
        # Without tags nothing is counted, and without Coalesce nothing would be found.
        .alias(shared_tags=Coalesce(Subquery(shared.annotate(number=Count("pk")).values("number")), 0))
        .for_cards()
        .order_by("-shared_tags", "-published_at", "-pk")[:OFFERED]
    )
