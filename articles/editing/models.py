"""Who is writing at this moment, and what is written and not saved yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsportal.desk.accounts import account_name


class EditLock(models.Model):
    """The account that has an article's form open; it is out of date when it was not seen for a while."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="edit_lock"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="+")
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")

    def __str__(self) -> str:
        return account_name(self.user)


class WorkingCopy(models.Model):
    """What an account has typed into an article's form and not saved: the fields of the form as they are posted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="+", db_index=False
    )
    # None for a story that was never saved.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), null=True, related_name="working_copies"
    )
    # Which form of a new story it is; empty beside a stored one, of which an account has one copy.
    form_key = models.CharField(_("form"), max_length=32, blank=True, default="")
    # The article's version when the form was opened.
    version = models.PositiveIntegerField(_("version"), default=0)
    fields = models.JSONField(_("fields"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved works")
        indexes = [
            # The worker removes what was left behind.
            models.Index("saved_at", name="articles_workingcopy_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="articles_workingcopy_once"),
            models.UniqueConstraint(
                fields=["user", "form_key"], condition=Q(article=None), name="articles_workingcopy_of_a_new_story"
            ),
        ]

    def __str__(self) -> str:
        return account_name(self.user)
