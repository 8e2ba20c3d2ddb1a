"""Menus in the newsroom: the links behind the sections and those of the footer."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import calm
from articles.admin.help_texts import HelpedAdmin
from articles.admin.named import ARABIC, FORM_FIELDS
from articles.models import MenuLink

FROM_LEFT_TO_RIGHT = {"dir": "ltr"}


@admin.register(MenuLink)
class MenuLinkAdmin(HelpedAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["__str__", "place", "target", "english", "position"]
    list_editable = ["position"]
    list_select_related = ["section", "page"]
    list_filter = ["place"]
    fields = ["place", "words", "english", "section", "page", "address", "position"]

    @admin.display(description=_("leads to"))
    def target(self, link: MenuLink) -> SafeString:
        """Return where it leads, and why readers do not see it."""
        if link.page is not None:
            hidden = "" if link.page.is_shown else gettext("(not shown)")
            return format_html("{}: <bdi>{}</bdi> {}", link.page._meta.verbose_name, link.page, hidden)
        if link.section is not None:
            return format_html("{}: <bdi>{}</bdi>", link.section._meta.verbose_name, link.section)
        return format_html('<bdi dir="ltr">{}</bdi>', link.address)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        widgets = {"words": ARABIC, "english": FROM_LEFT_TO_RIGHT, "address": FROM_LEFT_TO_RIGHT}
        if db_field.name in widgets:
            kwargs["widget"] = AdminTextInputWidget(attrs=widgets[db_field.name])
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs), adds=False)
