"""What sort of story an article is; its page, its cards and what machines read of it differ by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StoryKind(models.TextChoices):
    NEWS = "news", pgettext_lazy("kind of story", "News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    PICTURES = "pictures", _("Picture story")
    VIDEO = "video", pgettext_lazy("kind of story", "Video")
    LIVE = "live", _("Live coverage")
