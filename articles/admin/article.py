"""The form of an article, and what each role may do there."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.admin import live, notes, revisions
from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ArticleListAdmin
from articles.admin.autosave import autosave_pages
from articles.admin.body_pages import body_pages
from articles.admin.bylines import BylineInline
from articles.admin.choosing import NameSelect, NamesSelect, RelatedField, TagsField, TagsSelect, calm
from articles.admin.chosen_picture import chosen_preview
from articles.admin.columns import number_column
from articles.admin.corrections import CHANGE_FIELDS, SILENT, is_silent, tell_readers
from articles.admin.library_media import loaded
from articles.admin.named import FORM_FIELDS
from articles.admin.open_form import OpenFormAdmin
from articles.admin.preview import preview_pages, preview_panel
from articles.admin.readiness import readiness_pages, readiness_panel
from articles.admin.side import Panel
from articles.admin.slugs import SlugAdmin
from articles.admin.unsaved import unsaved_pages
from articles.admin.workflow import WorkflowAdmin, reason_of, way_panel
from articles.corrections.log import is_known
from articles.models import Article
from articles.permissions import may_change, may_publish, statuses_for
from articles.revisions.recording import keep_what_stands, record
from articles.workflow import moving
from newsportal.converters import key_in

WORD_COUNT = number_column(Article, "word_count")


def with_field(fieldset: Any, field: str, *, after: str) -> Any:
    name, options = fieldset
    fields = [*options["fields"]]
    fields.insert(fields.index(after) + 1, field)
    return name, {**options, "fields": fields}


@admin.register(Article)
class ArticleAdmin(WorkflowAdmin, OpenFormAdmin, ArticleListAdmin, SlugAdmin):
    form = ArticleForm
    slug_source = "title"
    inlines = [BylineInline]
    autocomplete_fields = ["tags", "lead_picture", "source"]
    formfield_overrides = FORM_FIELDS
    readonly_fields = ["lead_preview", "updated_at", "saved_at", "created_by", WORD_COUNT]
    fieldsets = [
        (None, {"classes": ["writing"], "fields": ["title", "standfirst", "body"]}),
        (
            _("Place and picture"),
            {"classes": ["facts"], "fields": ["kind", "section", "dateline", "lead_picture", "lead_preview"]},
        ),
        (_("Source and sponsor"), {"classes": ["facts"], "fields": ["source", "source_address", "sponsor"]}),
        (
            _("Publication"),
            {"classes": ["facts"], "fields": ["status", "published_at", "unpublished_at", "comments_open"]},
        ),
        (_("Address and record"), {"classes": ["collapse", "facts"], "fields": ["slug", *readonly_fields[1:]]}),
    ]

    # What stands beside the form, in this order; None for what does not concern this account or article.
    panels: ClassVar[Sequence[Callable[[HttpRequest, Article | None], Panel | None]]] = (
        live.panel,
        readiness_panel,
        preview_panel,
        way_panel,
        notes.panel,
        revisions.panel,
    )
    # Each adds the addresses of one subject, before Django's own.
    pages: ClassVar[Sequence[Callable[["ArticleAdmin"], list[URLPattern]]]] = (
        preview_pages,
        readiness_pages,
        body_pages,
        autosave_pages,
        unsaved_pages,
        live.pages,
        notes.pages,
        revisions.pages,
    )

    class Media:
        js = [Script(f"admin-portal/{name}.js", type="module") for name in ("choices", "section-keys", "more-moves")]

    def get_urls(self) -> list[URLPattern]:
        return [*(page for pages in self.pages for page in pages(self)), *super().get_urls()]

    @admin.display(description=_("preview"))
    def lead_preview(self, article: Article) -> SafeString | str:
        return chosen_preview(article, "lead_picture", shape="card")

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Name the tags, and ask what kind of change it is where there are readers to tell."""
        text, place, source, publication, *others = super().get_fieldsets(request, obj)
        # Django's checks let no field with a table of its own (Tagging) stand in ``fieldsets`` itself.
        place = with_field(place, "tags", after="section")
        source = with_field(source, "related", after="sponsor")
        if obj is not None and obj.status == Article.Status.WITHDRAWN and may_publish(request.user):
            publication = with_field(publication, "withdrawal_reason", after="status")
        whole = [text, place, source, publication, *others]
        if obj is not None and is_known(obj) and may_change(request.user, obj):
            whole.insert(1, (_("What changes for readers"), {"fields": CHANGE_FIELDS}))
        return whole

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        own = [] if may_publish(request.user) else ["published_at", "unpublished_at"]
        return [*self.readonly_fields, *own]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "status":
            kwargs["choices"] = [(status.value, status.label) for status in statuses_for(request.user)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "related":
            return db_field.formfield(form_class=RelatedField, widget=NamesSelect(db_field, self.admin_site))
        if db_field.name != "tags":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        tags = db_field.formfield(form_class=TagsField, widget=TagsSelect(db_field, self.admin_site))
        tags.may_create = tags.widget.may_create = request.user.has_perm("articles.add_tag")
        return tags

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = NameSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return calm(field, adds=db_field.name != "related")

    def slug_follows(self, row: Article | None) -> bool:
        return row is None or moving.is_unread(row)

    def view_on_site(self, obj: Article) -> str | None:
        """Return the public address, where there is a page at it."""
        return obj.get_absolute_url() if Article.objects.published().filter(pk=obj.pk).exists() else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= loaded(request, context["media"])
        article = context.get("original")
        context["panels"] = [panel for make in self.panels if (panel := make(request, article))]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        user = cast(User, request.user)
        if not change:
            obj.created_by = user
        else:
            keep_what_stands(obj)
        moving.save_moved(obj, by=user, reason=reason_of(request.POST))
        tell_readers(obj, form.cleaned_data, by=user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        record(form.instance, by=cast(User, request.user), kind=form.cleaned_data["change_kind"])
        if is_silent(form):
            messages.info(request, SILENT)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the revisions, which tell more than Django's own record."""
        if key_in(object_id) is None:
            raise Http404
        return redirect("admin:articles_article_revisions", pk=object_id)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) if obj is None else may_change(request.user, obj)
