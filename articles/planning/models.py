"""What the newsroom is to cover: by when, by whom, and the story that came of it."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines, clean_words
from articles.models.publication import Publication
from newsportal.arabic.slugs import slugify

Status = Publication.Status


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def undone(self) -> Self:
        """Return those of which no story was handed in yet."""
        return self.filter(Q(story=None) | Q(story__status=Status.DRAFT))


class Assignment(models.Model):
    """One thing to cover. It is done when its story has left the draft, and undone where that comes back."""

    what = models.CharField(
        _("subject"), max_length=200, help_text=_("What is to be covered, such as “The session of the city council”.")
    )
    note = models.TextField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("Place, people, what to ask: “The hall opens at nine; ask about the water tariff.”"),
    )
    due_at = models.DateTimeField(_("due at"), help_text=_("When the story has to be handed in."))
    section = models.ForeignKey(
        "articles.Section",
        models.SET_NULL,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="+",
        # The calendar finds assignments by their time; a section is deleted once in years.
        db_index=False,
        help_text=_("Where the story will stand, such as “Economy”; whoever begins it chooses where this is empty."),
    )
    assignee = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("assignee"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("Who covers it; while this is empty, whoever writes may take it."),
    )
    made_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("made by"), null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    story = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        verbose_name=_("story"),
        null=True,
        blank=True,
        related_name="assignments",
        help_text=_("The story that came of it; it is filled in when the story is begun from here."),
    )
    # Grows with each change; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [
            # The calendar: what is due on its days.
            models.Index("due_at", "id", name="articles_assignment_by_time"),
            # The newsroom's front page: what an account has to cover; an account that is deleted.
            models.Index("assignee", "due_at", name="articles_assignment_of_account"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="articles_assignment_says_what",
                violation_error_message=_("Say what is to be covered."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        is_empty = not self.what
        clean_lines(self, "what")
        check_lengths(self, "what")
        self.note = clean_words(self.note).strip()
        # It becomes the title of a story.
        if not is_empty and not slugify(self.what, max_length=200):
            raise ValidationError({"what": ValidationError(_("A title needs letters or digits."), code="no_letters")})

    @property
    def is_done(self) -> bool:
        return self.story is not None and self.story.status != Status.DRAFT

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.due_at < timezone.now()
