"""Breaking news in the newsroom: setting it for some hours or until a moment, and ending it in one press."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.breaking_form import BreakingNewsForm
from articles.admin.choosing import NameSelect, calm
from articles.admin.help_texts import HelpedAdmin
from articles.admin.named import FORM_FIELDS
from articles.admin.opened_version import OPENED
from articles.models import BreakingNews
from articles.site.breaking.bar import newest
from articles.site.breaking.setting import end_news, set_news
from articles.site.conventions import date_time, quoted
from articles.site.moments import moment_in_words
from newsportal.arabic.bidi import isolate
from newsportal.desk.accounts import account_column

# After the news is set, the list says what stands.
ENDED = _("It had ended when you saved: %(words)s stands nowhere. Set it as a new one.")
ONE_WAY_TO_SAVE = {"show_save_and_continue": False, "show_save_and_add_another": False}


@admin.register(BreakingNews)
class BreakingNewsAdmin(HelpedAdmin):
    form = BreakingNewsForm
    formfield_overrides = FORM_FIELDS
    autocomplete_fields = ["article"]
    fields = ["words", "article", "lasting", "ends_at", OPENED]
    list_display = ["words", "state", account_column(BreakingNews, "set_by"), "when_set", "when_ends"]
    list_select_related = ["set_by"]
    change_list_template = "admin/articles/breakingnews/change_list.html"
    change_form_template = "admin/articles/breakingnews/change_form.html"

    class Media:
        css = {"all": ["admin-portal/breaking.css"]}

    @admin.display(description=_("state"))
    def state(self, news: BreakingNews) -> SafeString:
        """Return whether readers see it, in a word."""
        now = timezone.now()
        if news.is_seen_at(now):
            return format_html('<span class="state state-breaking">{}</span>', gettext("Stands now"))
        word = gettext("Ended") if news.ends_at <= now else gettext("Hidden: nobody can read its story")
        return format_html('<span class="state state-over">{}</span>', word)

    @admin.display(description=_("set at"))
    def when_set(self, news: BreakingNews) -> SafeString:
        return moment_in_words(news.set_at)

    @admin.display(description=_("ends at"))
    def when_ends(self, news: BreakingNews) -> SafeString:
        return moment_in_words(news.ends_at)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("article")

    def get_urls(self) -> list[URLPattern]:
        end = self.admin_site.admin_view(self.end_view)
        return [path("<id:pk>/end/", end, name="articles_breakingnews_end"), *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: BreakingNews | None = None) -> Any:
        """Ask nobody who only reads how long it stands: the end is told."""
        asked = {"lasting", OPENED}
        return [name for name in self.fields if name not in asked or self.has_change_permission(request, obj)]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "article":
            kwargs["widget"] = NameSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs), adds=False)

    def has_change_permission(self, request: HttpRequest, obj: BreakingNews | None = None) -> bool:
        """What has ended is a record: who has more to say sets it anew."""
        has_ended = obj is not None and obj.pk is not None and obj.ends_at <= timezone.now()
        return not has_ended and super().has_change_permission(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        standing = BreakingNews.objects.standing().select_related("article", "set_by").first()
        return super().changelist_view(request, {**self.of_bar(request, standing), **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what stands above the form; what a colleague set meanwhile (409) comes before one's own."""
        news, theirs = context.get("original"), getattr(context["adminform"].form, "theirs", None)
        # The row of the form may hold what was typed.
        standing = BreakingNews.objects.standing().filter(pk=news.pk).first() if news else newest()
        context |= {**self.of_bar(request, theirs or standing), "theirs": theirs, **ONE_WAY_TO_SAVE}
        answer = super().render_change_form(request, context, *args, **kwargs)
        answer.status_code = 409 if theirs else answer.status_code
        return answer

    def of_bar(self, request: HttpRequest, standing: BreakingNews | None) -> dict[str, Any]:
        return {"standing": standing, "may_end": self.has_change_permission(request)}

    def save_model(self, request: HttpRequest, obj: BreakingNews, form: Any, change: bool) -> None:
        set_news(obj, by=cast(User, request.user))

    def response_add(
        self, request: HttpRequest, obj: BreakingNews, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.told(request, obj)

    def response_change(self, request: HttpRequest, obj: BreakingNews) -> HttpResponse:
        return self.told(request, obj)

    def told(self, request: HttpRequest, news: BreakingNews) -> HttpResponse:
        """Say until when it stands: whoever chose hours never typed that."""
        if not BreakingNews.objects.standing().filter(pk=news.pk).exists():
            # What was typed stands in the message.
            self.message_user(request, str(ENDED) % {"words": quoted(isolate(news.words))}, messages.ERROR)
            return redirect("admin:articles_breakingnews_changelist")
        said = {"words": quoted(isolate(news.words)), "moment": date_time(news.ends_at)}
        self.message_user(request, gettext("%(words)s stands above every page until %(moment)s.") % said)
        return redirect("admin:articles_breakingnews_changelist")

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it now; a second press finds it ended."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        news = get_object_or_404(BreakingNews, pk=pk)
        if end_news(news):
            self.log_change(request, news, [{"changed": {"fields": ["ends_at"]}}])
        said = gettext("%(words)s stands above no page any more.") % {"words": quoted(isolate(news.words))}
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:articles_breakingnews_changelist")
