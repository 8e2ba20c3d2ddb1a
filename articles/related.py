"""Stories offered below a story."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.listing import is_published, is_standing
from articles.models import Article, RelatedPick, Tag, Tagging
from articles.models.archive import in_one_of
from articles.search.engines import titled
from newsportal.arabic.words import stem, telling, tokens

OFFERED = 4
# So many an editor may pick: some may be taken down, and the next ones stand in for them.
MOST_PICKED = 8
# Of each tag's stories, and of those with words of the title, so many are looked at, the newest.
CANDIDATES = 20
# A word of the title tells what a story is about where few others hold it, but some do.
RAREST, HELD = 3, (2, 150)
# Behind every place that a pick may have.
UNPICKED = 1_000_000


def related_articles(article: Article, tags: list[Tag]) -> list[Article]:
    """Return up to four stories that readers may see, in one query.

    Those that an editor picked come first, in their order; then listed ones that share most tags, that have rare
    words of the title in theirs, and the section's newest.
    """
    # Those of a preview may not be stored yet, and no story shares them.
    tags = [tag for tag in tags if tag.pk]
    beside = Article.objects.listed().filter(section=article.section_id).newest_first().values("pk")
    # A story that is not stored yet has none.
    picks = RelatedPick.objects.filter(article=article.pk or 0)
    picked = picks.filter(is_published(story="picked__", moment="picked__published_at", key="picked"))
    sharing = [tag.taggings.due().newest_first().values("article")[:CANDIDATES] for tag in tags]
    shared = Tagging.objects.filter(article=OuterRef("pk"), tag__in=tags).values("article")
    place = picks.filter(picked=OuterRef("pk")).values("position")[:1]
    alike = alike_in_title(article)
    return list(
        # The tags' stories have passed most of the gate. Asked for all of it, SQLite would begin there: with the
        # whole archive.
        Article.objects.among([picked.values("picked")[:OFFERED], *sharing, *alike, beside[: OFFERED + 1]])
        .filter(is_standing())
        # The story itself may be among them.
        .exclude(pk=article.pk)
        # Without tags nothing is counted, and without Coalesce nothing would be found.
        .alias(
            place=Coalesce(Subquery(place), UNPICKED),
            shared_tags=Coalesce(Subquery(shared.annotate(number=Count("pk")).values("number")), 0),
            is_alike=Case(When(in_one_of(alike), then=True), default=False) if alike else Value(False),
        )
        .for_cards()
        .order_by("place", "-shared_tags", "-is_alike", "-published_at", "-pk")[:OFFERED]
    )


def picked_lines(article: Article) -> list[Article]:
    """Return what an editor picked to stand below this story and lists show, in a query, or two where there is any."""
    picks = list(
        RelatedPick.objects.filter(article=article).order_by("position", "pk").values_list("picked", flat=True)
    )
    stories = Article.objects.listed_of(picks).defer("body", "body_html") if picks else ()
    return sorted(stories, key=lambda story: picks.index(story.pk))


def alike_in_title(article: Article) -> "list[QuerySet[Any, Any]]":
    """Return one stretch, the latest stories with rare words of the title in theirs; none without such words."""
    stems = list(dict.fromkeys(map(stem, telling(tokens(article.title)))))
    if not stems:
        return []
    found = titled(Article.objects.listed(), stems, between=HELD, rarest=RAREST, latest=CANDIDATES)
    return [found.values("pk")]


def pick_related(article: Article, stories: Sequence[Article]) -> None:
    """Have these stories, and no others, stand below the article before all others, in this order.

    The caller saves the article, which moves the generation of its page.
    """
    with transaction.atomic():
        article.picks.all().delete()
        RelatedPick.objects.bulk_create(
            RelatedPick(article=article, picked=story, position=position) for position, story in enumerate(stories)
        )
