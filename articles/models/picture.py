"""Pictures as an editor knows them; their files are made by articles/pictures/."""

from datetime import datetime
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines
from articles.pictures.files import remove_files_on_commit
from newsportal.arabic.fold import fold


class PictureQuerySet(models.QuerySet["Picture"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            remove_files_on_commit(*self)
            return super().delete()

    def waiting(self, now: datetime) -> Self:
        """Return those whose turn to be cut has come, the one that has waited longest first."""
        return self.filter(cut_at=None, cut_after__lte=now).order_by("cut_after", "pk")

    def wordless(self) -> Self:
        """Return those that nobody has described yet."""
        return self.filter(alternative_text="")


class Picture(models.Model):
    """An uploaded picture, re-encoded on its way in; readers only ever get its renditions."""

    key = models.CharField(_("key"), max_length=32, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    ground = models.PositiveSmallIntegerField(
        _("ground"), default=0, editable=False, help_text=_("The colour of the palette shown while the picture loads.")
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for someone who cannot see it: “A fisherman mends a net on the quay.”"),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True, help_text=_("Stands under the picture."))
    credit = models.CharField(
        _("credit"), max_length=150, blank=True, help_text=_("Photographer and agency: “Photo: Rana / Alduha”.")
    )
    rights = models.CharField(
        _("rights"),
        max_length=300,
        blank=True,
        help_text=_("For the newsroom alone: “Agency contract, no resale” or “Once, until 31 March”."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point across"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent from the left edge; crops keep this point."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point down"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent from the top edge; crops keep this point."),
    )
    # What the file was called where it came from; found by the search, and the name of a picture without words.
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True, editable=False)
    # When all renditions of the present key were written; until then pages show the first ones alone.
    cut_at = models.DateTimeField(_("renditions made at"), null=True, editable=False)
    # No worker takes the picture up before; each that does sets it back, further with every try.
    cut_after = models.DateTimeField(_("renditions due at"), default=timezone.now, editable=False)
    cut_tries = models.PositiveSmallIntegerField(_("tries to make them"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("uploaded by"), null=True, editable=False, related_name="+"
    )
    # What the newsroom's search boxes look in.
    search_text = models.TextField(_("folded words"), editable=False, default="")

    lines = ("alternative_text", "caption", "credit", "rights", "file_name")

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        indexes = [
            # The newsroom's list, ordered by time.
            models.Index("created_at", "id", name="articles_picture_by_time"),
            # The worker: what is still to be cut.
            models.Index("cut_after", "id", name="articles_picture_uncut", condition=models.Q(cut_at=None)),
            # The newsroom's list of those that nobody has described yet, newest first.
            models.Index("id", name="articles_picture_wordless", condition=models.Q(alternative_text="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="articles_picture_focal_point_inside",
                violation_error_message=_("The focal point lies inside the picture: from 0 to 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return self.alternative_text or self.file_name or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        self.search_text = fold(" ".join(getattr(self, line) for line in self.lines))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            remove_files_on_commit(self)
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)


class PictureUse(models.Model):
    """A picture in the text of an article; kept by articles/pictures/uses.py."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="picture_uses", db_index=False
    )
    picture = models.ForeignKey(
        Picture, models.CASCADE, verbose_name=_("picture"), related_name="uses", db_index=False
    )

    class Meta:
        # Nobody edits what a text says by itself.
        default_permissions = ()
        verbose_name = _("picture in a text")
        verbose_name_plural = _("pictures in texts")
        indexes = [
            # The texts to build anew when a picture changes.
            models.Index("picture", "article", name="articles_pictureuse_of_picture"),
        ]
        constraints = [
            # Serves what is noted of an article, too.
            models.UniqueConstraint(fields=["article", "picture"], name="articles_pictureuse_once"),
        ]

    def __str__(self) -> str:
        return str(self.picture)
