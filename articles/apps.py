from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Content of the paper")

    def ready(self) -> None:
        from articles.site.formats import obey_conventions  # noqa: PLC0415 - needs the models, which are loaded by now

        obey_conventions()
