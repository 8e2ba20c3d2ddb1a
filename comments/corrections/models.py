"""What readers say is wrong in a story: for its editors, and on no page."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Correction

# As of Comment.
IS_TRACEABLE = ~Q(network="") | ~Q(user_agent="")


class ReaderCorrectionQuerySet(models.QuerySet["ReaderCorrection"]):
    def open(self) -> Self:
        """Return what editors have still to answer."""
        return self.filter(state=ReaderCorrection.State.OPEN)

    def for_desk(self) -> Self:
        """Return the rows with what the desk shows of their stories, without the texts of these."""
        return self.select_related("article").defer("article__body", "article__body_html")


class ReaderCorrection(models.Model):
    """A reader's word to the editors of a story; comments/corrections/ takes it in, answers it and lets it go."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CORRECTED = "corrected", _("Corrected")
        UNNEEDED = "unneeded", _("Needs no correction")
        # Of a banned reader, or of a program; who sent it reads that it arrived.
        KEPT_OUT = "kept_out", _("Kept out")

    # Indexes below begin with it.
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="reader_corrections", db_index=False
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    text = models.TextField(_("text"), max_length=5000)
    # For the duplicate check, as in Comment.
    folded = models.CharField(_("digest of the folded text"), max_length=64, editable=False, default="")
    may_be_named = models.BooleanField(_("agrees to be named"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    # Evidence, as in Comment, and for as long.
    ip_address = models.GenericIPAddressField(_("IP address"), null=True, blank=True)
    network = models.CharField(_("network"), max_length=45, blank=True, default="")
    user_agent = models.CharField(_("browser"), max_length=300, blank=True, default="")
    status_digest = models.CharField(_("digest of the status link"), max_length=64)
    wants_answer = models.BooleanField(_("mail when answered"), default=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("answered by"), null=True, related_name="+"
    )
    # What readers of the story were told by it.
    correction = models.ForeignKey(
        Correction, models.SET_NULL, verbose_name=_("correction"), null=True, related_name="reader_corrections"
    )

    objects = ReaderCorrectionQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("correction by a reader")
        verbose_name_plural = _("corrections by readers")
        indexes = [
            # The desk: what is open, the longest waiting first.
            models.Index("created_at", "id", name="comments_correction_open", condition=Q(state="open")),
            # Behind it what is answered, the latest first.
            models.Index(
                "created_at",
                "id",
                name="comments_correction_answered",
                condition=Q(state__in=["corrected", "unneeded"]),
            ),
            # What was kept out, and nothing else.
            models.Index("created_at", "id", name="comments_correction_kept_out", condition=Q(state="kept_out")),
            # The duplicate check; how many are open beside the form of a story.
            models.Index("article", "state", "folded", name="comments_correction_of_story"),
            # The flood limits; what was written under an address.
            models.Index("email", "created_at", name="comments_correction_by_email"),
            models.Index("network", "created_at", name="comments_correction_by_network"),
            # Whose evidence is to be truncated.
            models.Index("created_at", name="comments_correction_traceable", condition=IS_TRACEABLE),
        ]
        constraints = [
            # Serves the status page, too.
            models.UniqueConstraint(fields=["status_digest"], name="comments_correction_digest_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "kept_out"], answered_at=None)
                | Q(state__in=["corrected", "unneeded"], answered_at__isnull=False),
                name="comments_correction_answer_has_time",
                violation_error_message=_("What is answered has the time of its answer."),
            ),
        ]

    def __str__(self) -> str:
        # Says nothing of whom it is by: this stands in the log of the newsroom.
        return f"{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None
