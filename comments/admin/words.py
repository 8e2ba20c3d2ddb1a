"""The lists of words at the desk: each entry may be tried on what was approved before it counts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from articles.admin.folded_search import FoldedSearchAdmin
from comments.models import WordEntry
from comments.rules.trial import try_entry
from newsportal.desk.accounts import account_column
from newsportal.desk.flags import flag_column

TRY = "_try"
ADDED_BY = account_column(WordEntry, "added_by")


@admin.register(WordEntry)
class WordEntryAdmin(FoldedSearchAdmin):
    fields = ["word", "list", "is_inside", "allowed"]
    list_display = ["word", "list", flag_column(WordEntry, "is_inside"), "allowed", ADDED_BY, "added_at"]
    list_filter = ["list", "is_inside"]
    list_select_related = ["added_by"]
    search_fields: ClassVar[Any] = ["skeleton__contains"]
    sortable_by: ClassVar[Any] = ["word", "added_at"]

    formfield_overrides: ClassVar[Any] = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4, "dir": "auto"})},
        models.CharField: {"widget": AdminTextInputWidget(attrs={"dir": "auto"})},
    }

    class Media:
        css = {"all": ["admin-portal/comment.css"]}

    def save_model(self, request: HttpRequest, obj: WordEntry, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user  # type: ignore[assignment]  # because nobody else reaches the admin
        super().save_model(request, obj, form, change)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[WordEntry]) -> None:
        # One by one: each tells that the lists have changed.
        for entry in queryset:
            entry.delete()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and TRY in request.POST:
            return self._try(request, object_id, form_url)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _try(self, request: HttpRequest, object_id: str | None, form_url: str) -> HttpResponse:
        """Show the form as it was sent, and what its entry would have held; nothing is stored."""
        entry = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and entry is None:
            raise Http404
        may_write = self.has_change_permission(request, entry) if entry else self.has_add_permission(request)
        if not may_write:
            raise PermissionDenied
        form = self.get_form(request, entry, change=entry is not None)(request.POST, instance=entry)
        trial = try_entry(form.instance.as_entry()) if form.is_valid() else None
        fieldsets: list[Any] = [*self.get_fieldsets(request, entry)]
        fields = AdminForm(form, fieldsets, {}, (), model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Try a word"),
            "adminform": fields,
            "object_id": object_id,
            "original": entry,
            "is_popup": False,
            "to_field": None,
            "media": self.media + fields.media,
            "inline_admin_formsets": [],
            "errors": AdminErrorList(form, []),
            "preserved_filters": self.get_preserved_filters(request),
            "trial": trial,
        }
        return self.render_change_form(
            request, context, add=entry is None, change=entry is not None, form_url=form_url, obj=entry
        )
