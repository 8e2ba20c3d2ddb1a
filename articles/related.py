"""Stories offered below a story."""

from django.db.models import Count, Q

from articles.models import Article, Tag

OFFERED = 4
CANDIDATES = 30


def related_articles(article: Article, tags: list[Tag]) -> list[Article]:
    """Return up to four listed stories in one query: those that share most tags, then the section's newest."""
    tag_ids = [tag.pk for tag in tags]
    listed = Article.objects.listed().exclude(pk=article.pk)
    sharing = listed.filter(tags__in=tag_ids).newest_first()[:CANDIDATES]
    beside = listed.filter(section=article.section_id).newest_first()[:OFFERED]
    return list(
        listed.filter(Q(pk__in=sharing.values("pk")) | Q(pk__in=beside.values("pk")))
        .annotate(shared_tags=Count("tags", filter=Q(tags__in=tag_ids)))
        .for_cards()
        .order_by("-shared_tags", "-published_at", "-pk")[:OFFERED]
    )
