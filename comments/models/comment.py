"""The comment itself; comments/moderation/ decides about it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.paths import MOST_STEPS, STEP, PathField
from newsportal.addresses import address_of
from newsportal.arabic.bidi import isolate
from newsportal.fields import BuiltHTMLField

SHOWN = Q(status="approved") | Q(approved_below__gt=0)
# What is known about the sender beyond a network of many.
IS_TRACEABLE = ~Q(network="") | ~Q(user_agent="")
# What was deleted and keeps its place, since others answered it.
IS_EMPTIED = Q(text="")


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status=Comment.Status.APPROVED)

    def pending(self) -> Self:
        return self.filter(status=Comment.Status.PENDING)

    def reported(self) -> Self:
        """Return what readers reported since the latest decision about it."""
        return self.filter(open_reports__gt=0)

    def shown(self) -> Self:
        """Return what a thread shows: approved ones, and the places of deleted ones that hold approved replies."""
        return self.filter(SHOWN)

    def roots(self, article_id: int) -> Self:
        """Return the comments with which the shown threads of an article begin."""
        return self.shown().filter(article_id=article_id, parent=None)


class Comment(models.Model):
    """A reader's comment. Only comments/moderation/ creates one or moves its status."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        SPAM = "spam", _("Spam")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # Indexes below begin with these two.
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="comments", db_index=False
    )
    # A comment with replies cannot be deleted, except together with its article.
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("in reply to"),
        related_name="replies",
        null=True,
        blank=True,
        db_index=False,
    )
    # The comment that a reply below the deepest step answers, where that is not its parent.
    answered = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("answers"),
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )
    path = PathField(_("path"), editable=False, default="")
    depth = models.PositiveSmallIntegerField(_("depth"), editable=False, default=1)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), max_length=254)
    website = models.URLField(_("website"), max_length=200, blank=True)
    text = models.TextField(_("comment"), max_length=5000)
    html = BuiltHTMLField(_("built comment"), editable=False, default="")
    # The folded text, for the duplicate check.
    folded = models.CharField(_("digest of the folded text"), max_length=64, editable=False, default="")
    # What the queue's search box looks in: name and text.
    search_text = models.TextField(_("folded words"), editable=False, default="")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False)
    held_because = models.CharField(_("held because"), max_length=200, blank=True, editable=False)
    approved_below = models.PositiveIntegerField(_("approved replies below"), default=0, editable=False)
    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    ip_address = models.GenericIPAddressField(_("IP address"), null=True, blank=True, editable=False)
    # An IPv4 address, or an IPv6 network of 64 bits, since one household owns the latter.
    network = models.CharField(_("network"), max_length=45, blank=True, editable=False, default="")
    user_agent = models.CharField(_("browser"), max_length=300, blank=True, editable=False, default="")
    status_digest = models.CharField(_("digest of the status link"), max_length=64, editable=False)
    # Of staff alone: a guest's comment has none, whoever is signed in.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("staff account"),
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )
    is_staff = models.BooleanField(_("by the newsroom"), default=False, editable=False)
    is_pick = models.BooleanField(_("editor’s pick"), default=False, editable=False)
    # Since the latest decision.
    open_reports = models.PositiveIntegerField(_("reports"), default=0, editable=False)
    # How often it was decided or changed: who decides on another version than the present one, decides unseen.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # Evidence that neither age nor its author takes away.
    legal_hold = models.BooleanField(_("kept for the law"), default=False, editable=False)
    # How likely it is to be refused, in percent, by comments/score/; empty where nothing was learnt.
    risk = models.PositiveSmallIntegerField(_("risk"), null=True, editable=False)
    risk_because = models.CharField(_("risk because"), max_length=300, blank=True, editable=False, default="")
    wants_decision = models.BooleanField(_("mail once decided"), default=False)
    wants_answers = models.BooleanField(_("mail when answered"), default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("moderate_comment", _("Can approve and refuse comments")),
            ("view_private_email", _("Can see e-mail addresses, IP addresses and browsers of commenters")),
        ]
        indexes = [
            # One page of an article's thread, however many wait or were refused.
            models.Index("article", "path", name="comments_comment_shown", condition=SHOWN),
            # Counting the replies below a comment; finding the one that a deep reply hangs below.
            models.Index("article", "path", name="comments_comment_thread"),
            # The queue, oldest waiting first; with the article, by whose section it is narrowed and counted.
            models.Index("status", "created_at", "id", "article", name="comments_comment_queue"),
            # The queue, what is decided: the latest first, behind all that wait.
            models.Index(
                "created_at", "id", "article", name="comments_comment_decided", condition=~Q(status="pending")
            ),
            # The queue, ordered by time whatever the status.
            models.Index("created_at", "id", name="comments_comment_by_time"),
            # The queue, what readers reported.
            models.Index("created_at", "id", name="comments_comment_reported", condition=Q(open_reports__gt=0)),
            # The flood limits; what was written under an address.
            models.Index("email", "created_at", name="comments_comment_by_email"),
            models.Index("network", "created_at", name="comments_comment_by_network"),
            # Whose evidence is to be truncated.
            models.Index("created_at", name="comments_comment_traceable", condition=IS_TRACEABLE),
            # The duplicate check.
            models.Index("article", "folded", name="comments_comment_same_text"),
            # Who loses their comments when an account is deleted.
            models.Index("author", name="comments_comment_by_author", condition=Q(author__isnull=False)),
            # Which replies lose the comment that they answer.
            models.Index("answered", name="comments_comment_answers", condition=Q(answered__isnull=False)),
            # The queue, the riskiest or the safest first.
            models.Index("status", "risk", "id", name="comments_comment_by_risk", condition=Q(risk__isnull=False)),
            # Whether a comment has replies.
            models.Index("parent", name="comments_comment_replies", condition=Q(parent__isnull=False)),
        ]
        constraints = [
            # Serves the status page, too. A unique field would have a second index, for the beginnings of its values.
            models.UniqueConstraint(fields=["status_digest"], name="comments_comment_status_digest_once"),
            models.CheckConstraint(
                condition=Q(depth__range=(1, MOST_STEPS)),
                name="comments_comment_depth_in_range",
                violation_error_message=_("A thread has at most ten steps."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, depth=1) | Q(parent__isnull=False, depth__gt=1),
                name="comments_comment_depth_fits_parent",
                violation_error_message=_("Only a comment without a parent stands at the first step."),
            ),
        ]

    def __str__(self) -> str:
        return f"{isolate(self.name)}: {isolate(Truncator(self.text).chars(60))}"

    def get_absolute_url(self) -> str:
        return address_of("comments:comment_permalink", self.article_id, self.pk)

    @property
    def is_emptied(self) -> bool:
        """Whether nothing but the comment's place is left."""
        return not self.text

    def reply_parent(self) -> "Comment":
        """Return what a reply to this comment hangs below: itself, or its ancestor where the thread is deep enough.

        Costs a query in the second case.
        """
        if self.depth < settings.COMMENTS_MAX_DEPTH:
            return self
        deepest = self.path[: STEP * (settings.COMMENTS_MAX_DEPTH - 1)]
        return Comment.objects.get(article_id=self.article_id, path=deepest)
