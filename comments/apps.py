from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from comments import checks  # noqa: F401, PLC0415 - registers the checks once the models are loaded
