"""Articles in the newsroom: the list, the form, and what each role may do there."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media

from articles import publishing
from articles.admin.article_form import ArticleForm
from articles.admin.columns import number_column
from articles.admin.filters import SectionFilter
from articles.admin.named import FORM_FIELDS
from articles.admin.picture import preview_image
from articles.admin.slugs import SlugAdmin
from articles.models import Article, Byline
from articles.permissions import may_change, may_publish, statuses_for
from articles.search.begun import holding
from articles.site.conventions import digits
from newsportal.arabic.bidi import direction
from newsportal.desk.filters import CompletedFilter, completing_box
from newsportal.security import csp_nonce


class BylineInline(admin.TabularInline):  # type: ignore[type-arg]  # because only the stubs' TabularInline takes types
    """The writers; whoever may write the article may name them."""

    model = Byline
    # What a button below the rows adds.
    verbose_name = _("author")
    verbose_name_plural = _("bylines")
    formfield_overrides = FORM_FIELDS
    autocomplete_fields = ["author"]

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


class TagsSelect(AutocompleteSelectMultiple):
    """Without the cross that clears all: it would stand in a list without being an item of it (WCAG 1.3.1)."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs=extra_attrs), "data-allow-clear": "false"}


def with_field(fieldset: Any, field: str, *, after: str) -> Any:
    name, options = fieldset
    fields = [*options["fields"]]
    fields.insert(fields.index(after) + 1, field)
    return name, {**options, "fields": fields}


COMMENT_COUNT = number_column(Article, "comment_count")
WORD_COUNT = number_column(Article, "word_count")


@admin.register(Article)
class ArticleAdmin(SlugAdmin):
    form = ArticleForm
    slug_source = "title"
    inlines = [BylineInline]
    actions = ["publish_selected", "withdraw_selected"]
    autocomplete_fields = ["tags", "lead_picture"]
    formfield_overrides = FORM_FIELDS
    list_display = ["title", "state", "section", "published_at", "writers", COMMENT_COUNT]
    list_filter = ["status", ("section", SectionFilter), "published_at", ("source", CompletedFilter)]
    list_select_related = ["section"]
    list_defer = ["body", "body_html"]
    sortable_by = ["state", "published_at", COMMENT_COUNT]
    ordering = ["-pk"]
    # Shows the box; get_search_results() looks elsewhere.
    search_fields = ["title"]
    readonly_fields = ["lead_preview", "updated_at", "saved_at", "created_by", WORD_COUNT]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        (_("Place and picture"), {"fields": ["section", "dateline", "lead_picture", "lead_preview"]}),
        (_("Source"), {"fields": ["source", "source_address"]}),
        (_("Publication"), {"fields": ["status", "published_at", "unpublished_at", "comments_open"]}),
        (_("Address and record"), {"classes": ["collapse"], "fields": ["slug", *readonly_fields[1:]]}),
    ]

    @property
    def media(self) -> forms.Media:
        # The list has a box that completes names, too.
        box: forms.Media = completing_box(Article._meta.get_field("source"), self).widget.media
        return super().media + box

    @admin.display(description=_("status"), ordering="status")
    def state(self, article: Article) -> SafeString:
        if article.is_scheduled:
            return format_html('<span class="state state-scheduled">{}</span>', _("Scheduled"))
        # Django's get_status_display() hashes every label anew for each row.
        label = Article.Status(article.status).label
        return format_html('<span class="state state-{}">{}</span>', article.status, label)

    @admin.display(description=_("bylines"))
    def writers(self, article: Article) -> SafeString:
        names = [byline.author.name for byline in article.bylines.all()]
        return format_html_join("، ", '<bdi dir="{}">{}</bdi>', ((direction(name), name) for name in names))

    @admin.display(description=_("preview"))
    def lead_preview(self, article: Article) -> SafeString | str:
        return preview_image(article.lead_picture, "card", width=320) if article.lead_picture else "—"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look in the index of the public search, for articles of every status."""
        if search_term:
            queryset = queryset.filter(pk__in=holding(Article.objects.filter(pk__in=queryset), search_term))
        return queryset, False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).prefetch_related("bylines__author")

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Name the tags, and offer to tell readers of an update where there are readers to tell."""
        text, place, *others = super().get_fieldsets(request, obj)
        # Django's checks let no field with a table of its own (Tagging) stand in ``fieldsets`` itself.
        place = with_field(place, "tags", after="section")
        if obj is not None and obj.status in publishing.PUBLIC and may_change(request.user, obj):
            text = with_field(text, "tell_readers", after="body")
        return [text, place, *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        own = [] if may_publish(request.user) else ["published_at", "unpublished_at"]
        return [*self.readonly_fields, *own]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "status":
            kwargs["choices"] = [(status.value, status.label) for status in statuses_for(request.user)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "tags":
            return db_field.formfield(widget=TagsSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def slug_follows(self, row: Article | None) -> bool:
        return row is None or publishing.is_unread(row)

    def view_on_site(self, obj: Article) -> str | None:
        """Return the public address, where there is a page at it."""
        return obj.get_absolute_url() if Article.objects.published().filter(pk=obj.pk).exists() else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is an inline script.
        context["media"] = Media.from_media(context["media"], nonce=csp_nonce(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        user = cast(User, request.user)
        if not change:
            obj.created_by = user
        if form.cleaned_data.get("tell_readers"):
            publishing.tell_readers(obj, by=user)
        move = publishing.MOVES.get(obj.status) if not change or "status" in form.changed_data else None
        if move:
            move(obj, by=user)
        else:
            obj.save()

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) if obj is None else may_change(request.user, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description=_("Publish the selected articles"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self.move_all(request, articles, Article.Status.PUBLISHED)

    @admin.action(description=_("Withdraw the selected articles"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self.move_all(request, articles, Article.Status.WITHDRAWN)

    def move_all(self, request: HttpRequest, articles: Iterable[Article], status: Article.Status) -> None:
        """Move those that do not stand there yet, and say how many; costs some queries an article."""
        moved = [article for article in articles if article.status != status]
        for article in moved:
            publishing.MOVES[status](article, by=cast(User, request.user))
        message = ngettext(
            "%(count)d article is now: %(status)s.", "%(count)d articles are now: %(status)s.", len(moved)
        )
        messages.success(request, digits(message % {"count": len(moved), "status": status.label}))
