from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from newsportal.checks import check_deployment, check_settings


class NewsportalConfig(AppConfig):
    name = "newsportal"
    verbose_name = _("portal")

    def ready(self) -> None:
        register(check_settings, Tags.security)
        register(check_deployment, Tags.security, deploy=True)
