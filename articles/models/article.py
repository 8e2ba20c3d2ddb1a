"""The article, and ``published()``: the one gate between the newsroom and the readers."""

from collections.abc import Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.body.build import build, count_words, picture_ids
from articles.body.sanitize import sanitize
from articles.characters import check_lengths, clean_lines, one_line
from articles.models.author import Author
from articles.models.picture import Picture
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag
from articles.search import index as search
from articles.site.conventions import digits_lazy
from newsportal import generations
from newsportal.arabic.slugs import slugify
from newsportal.fields import BuiltHTMLField

# Silent reading of Arabic prose, words a minute (Brysbaert 2019, "How many words do we read per minute?").
WORDS_A_MINUTE = 180
# The address of a title without a letter, which no form takes.
NAMELESS = "story"

# Kept by comments/moderation.py.
COUNTED_ELSEWHERE = ("comment_count", "thread_count")


class ArticleQuerySet(models.QuerySet["Article"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, and move the generation of every page that may offer one of them."""
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            lock_articles(pks)
            search.remove(pks)
            generations.advance("lists", "site", *map(generations.article, pks))
            return super().delete()

    def published(self) -> Self:
        """Return what a reader may see at this moment; no public page reads articles in another way."""
        now = timezone.now()
        return self.filter(
            Q(unpublished_at=None) | Q(unpublished_at__gt=now),
            status__in=[Article.Status.PUBLISHED, Article.Status.ARCHIVED],
            published_at__lte=now,
        )

    def listed(self) -> Self:
        """Return what home, lists and feeds show: the published ones that are not archived."""
        return self.published().filter(status=Article.Status.PUBLISHED)

    def gone(self) -> Self:
        """Return what once stood at its address and was taken down: answered by 410."""
        return self.filter(
            Q(status=Article.Status.WITHDRAWN)
            | Q(
                status__in=[Article.Status.PUBLISHED, Article.Status.ARCHIVED],
                published_at__lte=timezone.now(),
                unpublished_at__lte=timezone.now(),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> Self:
        """Return the rows with what a card shows, in one query, without their texts."""
        return self.for_results().defer("body", "body_html")

    def for_results(self) -> Self:
        """Return the rows with what a card shows, and with the text that readers get."""
        return self.select_related("section", "lead_picture").defer("body")


class Article(models.Model):
    """One story. Time alone publishes it: nothing runs at ``published_at``."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        READY = "ready", _("Ready")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    lines = ("title", "standfirst", "dateline")

    title = models.CharField(
        _("title"), max_length=200, help_text=digits_lazy(_("Up to 110 characters read well in a list."))
    )
    slug = models.SlugField(
        _("address"),
        max_length=200,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the title where left empty. A later change keeps old links working."),
    )
    standfirst = models.TextField(
        _("standfirst"), max_length=500, blank=True, help_text=_("One or two sentences that add to the title.")
    )
    body = models.TextField(_("text"), blank=True)
    body_html = BuiltHTMLField(_("built text"), blank=True, editable=False)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), related_name="articles")
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), related_name="articles", blank=True)
    authors = models.ManyToManyField(
        Author, verbose_name=_("bylines"), related_name="articles", through="Byline", blank=True
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="articles", null=True, blank=True
    )
    source_address = models.URLField(
        _("address at the source"), max_length=500, blank=True, help_text=_("The story's own address at its source.")
    )
    dateline = models.CharField(
        _("dateline"), max_length=100, blank=True, help_text=_("Where the story was written, such as “Riyadh”.")
    )
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, verbose_name=_("lead picture"), related_name="lead_of", null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("A time in the future schedules the story; nothing else has to happen."),
    )
    unpublished_at = models.DateTimeField(
        _("taken down at"),
        null=True,
        blank=True,
        help_text=_("From then on the address answers that the story is gone."),
    )
    updated_at = models.DateTimeField(_("updated for readers at"), null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    created_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("created by"), null=True, editable=False, related_name="+"
    )
    comments_open = models.BooleanField(_("comments open"), default=True)
    # Stored, so that no page counts.
    comment_count = models.PositiveIntegerField(_("approved comments"), default=0, editable=False)
    thread_count = models.PositiveIntegerField(_("shown threads"), default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", _("Can publish, schedule and withdraw articles"))]
        indexes = [
            # Home, latest, feeds and sitemap: the newest published ones.
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="articles_article_latest",
                condition=Q(status="published"),
            ),
            # A section's page.
            models.Index(
                "section",
                F("published_at").desc(),
                F("id").desc(),
                name="articles_article_of_section",
                condition=Q(status="published"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["published", "archived"]) | Q(published_at__isnull=False),
                name="articles_article_published_has_time",
                violation_error_message=_("A published story needs the time of its publication."),
            ),
            models.CheckConstraint(
                condition=Q(unpublished_at=None) | Q(published_at=None) | Q(unpublished_at__gt=F("published_at")),
                name="articles_article_taken_down_after",
                violation_error_message=_("A story can only be taken down after it was published."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        self.slug = self.slug_for(self.slug or self.title)
        self.rebuild()
        stored = kwargs.get("update_fields")
        if not self._state.adding and stored is None:
            # A moderator may approve while an editor writes: saving a text never brings old counts back.
            kept = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in kept if name not in COUNTED_ELSEWHERE]
        with transaction.atomic():
            super().save(*args, **kwargs)
            if stored is None or {"title", "standfirst", "body_html"} & {*stored}:
                search.index([self])
            self.announce_change()

    def get_absolute_url(self) -> str:
        return reverse("articles:article_detail", args=[self.pk, self.slug])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            lock_articles([self.pk])
            search.remove([self.pk])
            generations.advance("lists", "site", generations.article(self.pk))
            return super().delete(*args, **kwargs)

    @staticmethod
    def slug_for(words: str) -> str:
        """Return the address that a title, or an address typed by hand, gives a story."""
        return slugify(one_line(words), max_length=200) or NAMELESS

    def clean(self) -> None:
        is_empty = not self.title
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)
        if not is_empty and not slugify(self.title, max_length=200):
            raise ValidationError({"title": ValidationError(_("A title needs letters or digits."), code="no_letters")})

    def rebuild(self) -> None:
        """Sanitise ``body`` and build ``body_html`` from it; reads the pictures that it names in one query."""
        self.body = sanitize(self.body)
        pictures = Picture.objects.in_bulk(picture_ids(self.body))
        self.body_html = build(self.body, pictures)
        self.word_count = count_words(self.body_html)

    def announce_change(self) -> None:
        """Move the generations of every page that may show this story."""
        names = ["lists", generations.article(self.pk)]
        # Related and most-read boxes may lag behind, but never offer a withdrawn story (decision 10).
        if self.status == self.Status.WITHDRAWN:
            names.append("site")
        generations.advance(*names)

    @property
    def reading_minutes(self) -> int:
        """Whole minutes of reading, at least one."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))

    @property
    def is_scheduled(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def accepts_comments(self) -> bool:
        return self.comments_open and self.status == self.Status.PUBLISHED


def lock_articles(pks: Sequence[int]) -> None:
    """Make other changes to these articles wait until the transaction ends.

    All lock in one order: articles, then words of the search, then generations.
    """
    list(Article.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))


class Byline(models.Model):
    """One writer's place in the line under a headline."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"), related_name="bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="articles_byline_once",
                violation_error_message=_("This author already stands in the byline."),
            ),
        ]

    def __str__(self) -> str:
        return self.author.name
