"""The writers in the form of an article."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import NameSelect, calm
from articles.admin.help_texts import with_help
from articles.admin.named import FORM_FIELDS
from articles.models import Article, Byline
from articles.permissions import may_change

# Nobody signs with more; a page renders a row for each that a request announces.
MOST_WRITERS = 20


class BylineFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # because only the stubs' takes types
    def get_unique_error_message(self, unique_check: Any) -> str:
        return gettext("An author is named twice. Take one of the two rows out.")


class BylineInline(admin.TabularInline):  # type: ignore[type-arg]  # because only the stubs' TabularInline takes types
    """The writers; whoever may write the article may name them."""

    model = Byline
    formset = BylineFormSet
    # What a button below the rows adds.
    verbose_name = _("author")
    verbose_name_plural = _("bylines")
    formfield_overrides = FORM_FIELDS
    autocomplete_fields = ["author"]
    max_num = MOST_WRITERS

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return calm(with_help(Byline, db_field.name, field))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, widget=NameSelect(db_field, self.admin_site), **kwargs
        )

    def get_formset(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> "type[BaseInlineFormSet[Byline, Article, Any]]":
        return super().get_formset(request, obj, absolute_max=MOST_WRITERS, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_article")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)


def may_write(request: HttpRequest, article: Article | None) -> bool:
    if article is None or article.pk is None:
        return request.user.has_perm("articles.add_article")
    return may_change(request.user, article)
