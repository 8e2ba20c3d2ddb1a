"""The article as the newsroom writes it; articles/models/archive.py knows all of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.body.build import build, count_words, picture_ids
from articles.body.sanitize import sanitize
from articles.characters import check_lengths, clean_lines, one_line
from articles.listing import UNSEEN, list_anew
from articles.models.archive import ArticleQuerySet
from articles.models.author import Author
from articles.models.kind import StoryKind
from articles.models.line import Byline, Tagging
from articles.models.picture import Picture
from articles.models.publication import Publication
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag
from articles.pictures.uses import note_uses
from articles.search import index as search
from articles.share.files import remove_files_on_commit
from articles.site.breaking.models import BreakingNews
from articles.site.conventions import digits_lazy
from articles.sponsoring import with_paid_links
from newsportal import generations
from newsportal.addresses import address_of
from newsportal.arabic.slugs import slugify
from newsportal.fields import BuiltHTMLField

# Silent reading of Arabic prose, words a minute (Brysbaert 2019, "How many words do we read per minute?").
WORDS_A_MINUTE = 180
# The address of a title without a letter, which no form takes.
NAMELESS = "story"

# Kept by comments/moderation/ and by articles/live/.
KEPT_ELSEWHERE = ("comment_count", "thread_count", "coverage_ended_at")


class Article(Publication):
    """One story, as the newsroom writes it."""

    Kind = StoryKind

    lines = ("title", "standfirst", "dateline", "sponsor", "withdrawal_reason")

    kind = models.CharField(_("kind"), max_length=10, choices=StoryKind, default=StoryKind.NEWS)
    title = models.CharField(
        _("title"), max_length=200, help_text=digits_lazy(_("Up to 110 characters read well in a list."))
    )
    slug = models.SlugField(
        _("address"),
        max_length=200,
        allow_unicode=True,
        blank=True,
        # A story is found by its key.
        db_index=False,
        help_text=_("Made from the title where left empty. A later change keeps old links working."),
    )
    standfirst = models.TextField(
        _("standfirst"), max_length=500, blank=True, help_text=_("One or two sentences that add to the title.")
    )
    body = models.TextField(_("text"), blank=True)
    body_html = BuiltHTMLField(_("built text"), blank=True, editable=False)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    # The lists' own indexes begin with section and source.
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name=_("section"), related_name="articles", db_index=False
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), related_name="articles", through=Tagging, blank=True)
    authors = models.ManyToManyField(
        Author, verbose_name=_("bylines"), related_name="articles", through=Byline, blank=True
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        related_name="articles",
        null=True,
        blank=True,
        db_index=False,
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
    sponsor = models.CharField(
        _("sponsor"),
        max_length=100,
        blank=True,
        help_text=_("Whoever paid for this story, such as “Nile Bank”; readers see it as sponsored content."),
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related stories"),
        through="articles.RelatedPick",
        through_fields=("article", "picked"),
        symmetrical=False,
        related_name="+",
        blank=True,
    )
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    # Grows with each save of the newsroom's form; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # Of the picture drawn for sharing a story without a lead picture; articles/share/ keeps it.
    share_key = models.CharField(_("key of the share picture"), max_length=32, blank=True, editable=False)
    created_by = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("created by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    # Of a live coverage; empty while it goes on.
    coverage_ended_at = models.DateTimeField(_("coverage ended at"), null=True, editable=False)
    # Stored, so that no page counts.
    comment_count = models.PositiveIntegerField(_("approved comments"), default=0, editable=False)
    thread_count = models.PositiveIntegerField(_("shown threads"), default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", _("Can publish, schedule and withdraw articles"))]
        indexes = [
            # Home, latest, feeds: the newest published ones. Without the status in it, SQLite takes the newsroom's
            # index of statuses and sorts all that it finds.
            models.Index(
                "status",
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
            # The newsroom's list: of one status, or ordered by it.
            models.Index("status", "id", name="articles_article_by_status"),
            # The newsroom's list: ordered by time, and behind it what has none.
            models.Index(
                "published_at", "id", name="articles_article_by_time", condition=Q(published_at__isnull=False)
            ),
            models.Index("id", name="articles_article_timeless", condition=Q(published_at__isnull=True)),
            # The newsroom's list of one section or source; with the status, by which it is narrowed and counted.
            models.Index("section", "id", "status", name="articles_article_by_section"),
            models.Index("source", "id", "status", name="articles_article_by_source"),
            # The newsroom's list of what an account began; an account that is deleted.
            models.Index("created_by", "id", "status", name="articles_article_by_creator"),
            # The front page of the newsroom: what an account is writing.
            models.Index(
                "created_by",
                F("saved_at").desc(),
                name="articles_article_unfinished",
                condition=Q(status__in=["draft", "in_review", "ready"]),
            ),
            # The worker: share pictures of what was taken down at its time.
            models.Index(
                "unpublished_at",
                name="articles_article_over_shared",
                condition=Q(unpublished_at__isnull=False) & ~Q(share_key=""),
            ),
            # What is taken down by itself: when the next page ends, and the newsroom's calendar.
            models.Index(
                "unpublished_at", "id", name="articles_article_taken_down", condition=Q(unpublished_at__isnull=False)
            ),
            # The newsroom's list: ordered by the number of comments.
            models.Index("comment_count", "id", name="articles_article_by_comments"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["published", "archived"]) | Q(published_at__isnull=False),
                name="articles_article_published_has_time",
                violation_error_message=_("A published story needs the time of its publication."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StoryKind.values),
                name="articles_article_kind_known",
                violation_error_message=_("Choose one of the kinds that are offered."),
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
        stored = kwargs.get("update_fields")
        if stored is None or {"body", "body_html", "word_count"} & {*stored}:
            self.rebuild()
        if not self._state.adding and stored is None:
            # A moderator may approve while an editor writes: saving a text never brings back what others changed.
            kept = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in kept if name not in KEPT_ELSEWHERE]
        is_new = self._state.adding
        with transaction.atomic():
            before = Article.objects.filter(pk=self.pk).select_for_update(no_key=True).values_list("status", flat=True)
            statuses = {self.status, *([] if is_new else before)}
            super().save(*args, **kwargs)
            if not is_new and (stored is None or {"status", "published_at"} & {*stored}):
                list_anew(Byline, [self.pk])
                list_anew(Tagging, [self.pk])
            if stored is None or {"title", "standfirst", "body_html"} & {*stored}:
                search.index([self])
            if stored is None or "body" in stored:
                note_uses([self])
            self.announce_change(is_seen=not statuses <= UNSEEN)

    def get_absolute_url(self) -> str:
        return address_of("articles:article_detail", self.pk, self.slug)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            Article.objects.filter(pk=self.pk).lock()
            search.remove([self.pk])
            remove_files_on_commit([self.share_key])
            generations.advance("lists", "site", generations.article(self.pk))
            return super().delete(*args, **kwargs)

    @cached_property
    def signed_by(self) -> list[Author]:
        """The writers whom a card names: those of opinions, once articles.kinds.sign_opinions() has been asked."""
        return []

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
        if self.sponsor:
            self.body_html = with_paid_links(self.body_html)
        self.word_count = count_words(self.body_html)

    def announce_change(self, *, is_seen: bool) -> None:
        """Move the generations of every page that may show this story; no list shows what was not seen yet."""
        names = [generations.article(self.pk), *(["lists"] if is_seen else [])]
        # Related and most-read boxes may lag behind, but never offer a withdrawn story (decision 10). What breaking
        # news leads to stands on every page.
        is_everywhere = is_seen and BreakingNews.objects.standing().filter(article=self.pk).exists()
        if is_everywhere or self.status == self.Status.WITHDRAWN:
            names.append("site")
        generations.advance(*names)

    @property
    def reading_minutes(self) -> int:
        """Whole minutes of reading, at least one."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))
