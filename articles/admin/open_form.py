"""The form of an article while it is open: what it knows of the stored story, and what a late save is answered."""

import secrets
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.admin.late_save import OPENED, VERSION, deleted_meanwhile, saved_meanwhile
from articles.body.sanitize import MAX_LENGTH
from articles.editing.comparison import Row, compare, fingerprint, labels_of, stored_values, typed_values
from articles.editing.copies import FORM_KEY, Fields, as_posted, copies_of, words_in
from articles.editing.presence import release, seen
from articles.editing.telling import clock, told_writer
from articles.models import Article
from newsportal.converters import key_in
from newsportal.desk import DeskAdmin

# A button that opens the form with what was typed and not saved: "server" for the working copy, "posted" for the rest
# of the request.
RESTORE = "_restore"


class UnsavedForm:
    """Holds what was typed, says nothing of its errors yet, and is never saved."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]  # because it stands before a form
        self._errors = ErrorDict()
        return False


@dataclass(frozen=True)
class Offer:
    """Unsaved work of this account, as its form offers it."""

    at: str
    moment: float
    words: int
    address: str
    form_key: str


class OpenFormAdmin(DeskAdmin):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            answer = self.answer_to_late(request, object_id) if object_id else None
            if answer is None and request.POST.get(RESTORE) == "server":
                answer = self.take_copy(request, object_id)
            return answer or super().changeform_view(request, object_id, form_url, extra_context)

    def answer_to_late(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Lock the story, and return a page (409) where it is no longer the one that the form was opened with.

        A POST without a version is not asked for it.
        """
        rows = Article.objects.filter(pk=key_in(object_id) or 0)
        rows.lock()
        article = rows.first()
        if RESTORE in request.POST or VERSION not in request.POST:
            return None
        if article is None:
            return deleted_meanwhile(self, request)
        if request.POST[VERSION] == str(article.version) or not self.has_change_permission(request, article):
            return None
        return saved_meanwhile(self, request, article)

    def take_copy(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """Let the view read the working copy in place of the request; lead to the form where it is gone meanwhile."""
        article = Article.objects.filter(pk=key_in(object_id) or 0).first() if object_id else None
        key = request.POST.get(FORM_KEY, "")
        copy = copies_of(cast(User, request.user), article, key).first() if article or not object_id else None
        if copy is None:
            messages.warning(request, gettext("The unsaved text is gone: it was saved or discarded meanwhile."))
            return HttpResponseRedirect(request.get_full_path())
        data = as_posted(copy.fields)
        data[RESTORE] = "server"
        request.POST = data  # type: ignore[assignment]  # because the stubs know no data that was posted before
        return None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (UnsavedForm, form), {}) if _is_restoring(request) else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context.get("original")
        if self.may_write(request, article):
            context["open_form"] = self.describe(request, context, article)
        answer = cast(TemplateResponse, super().render_change_form(request, context, *args, **kwargs))
        if answer.context_data is not None:
            # URL-encoded, Arabic text takes three times its size on the way.
            answer.context_data["has_file_field"] = True
        return answer

    def may_write(self, request: HttpRequest, article: Article | None) -> bool:
        if article is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, article)

    def describe(self, request: HttpRequest, context: dict[str, Any], article: Article | None) -> dict[str, Any]:
        """Return what the form's scripts and hidden fields need, and note that it is open."""
        user, posted = cast(User, request.user), request.POST
        is_bound = request.method == "POST"
        form, formsets = context["adminform"].form, [row.formset for row in context["inline_admin_formsets"]]
        opened = posted.get(OPENED, "") if is_bound else fingerprint(stored_values(form, formsets))
        lock = seen(article, by=user) if article else None
        is_others = lock is not None and lock.user_id != user.pk
        return {
            "account": user.pk,
            "key": article.pk if article else "new",
            "version": posted.get(VERSION, "") if is_bound else article.version if article else 0,
            "opened": opened,
            "form_key": posted.get(FORM_KEY) or secrets.token_hex(8),
            "is_restored": _is_restoring(request),
            "is_unsaved": is_bound,
            "writer": told_writer(lock) if lock and is_others else "",
            "offer": None if is_bound else self.offer(request, user, article),
            "longest": MAX_LENGTH,
            "zone": settings.TIME_ZONE,
            "autosave": self.address_of("autosave", article),
            "presence": self.address_of("presence", article) if article else "",
            "take_over": self.address_of("take_over", article) if article else "",
            "unsaved": self.address_of("unsaved", article),
        }

    def offer(self, request: HttpRequest, user: User, article: Article | None) -> Offer | None:
        """Return the working copy to be offered; one that says what is stored is removed."""
        copy = copies_of(user, article).first()
        if copy is None:
            return None
        if article and not self.rows_of(request, article, copy.fields):
            copy.delete()
            return None
        address = self.address_of("unsaved", article)
        address += f"?{urlencode({FORM_KEY: copy.form_key})}" if copy.form_key else ""
        at, words = clock(copy.saved_at), words_in(copy.fields)
        return Offer(at, copy.saved_at.timestamp(), words, address, copy.form_key)

    def rows_of(self, request: HttpRequest, article: Article | None, fields: Fields) -> list[Row]:
        """Return in what the fields differ from the stored story, or from an empty form."""
        # A form writes into its row.
        ours, theirs = (Article.objects.filter(pk=article.pk).first() if article else None for _ in range(2))
        fieldsets = flatten_fieldsets(self.get_fieldsets(request, theirs))
        form = super().get_form(request, theirs, change=article is not None, fields=fieldsets)
        typed, stored = form(as_posted(fields), instance=ours), form(instance=theirs)
        typed_rows = self.formsets_of(request, typed.instance, as_posted(fields))
        stored_rows = self.formsets_of(request, stored.instance)
        mine, kept = typed_values(typed, typed_rows), stored_values(stored, stored_rows)
        return compare(mine, kept, labels_of(stored, stored_rows), fields.get(OPENED, [""])[0])

    def formsets_of(self, request: HttpRequest, article: Article, data: Any = None) -> list[Any]:
        formsets: list[Any] = []
        known = article if article.pk else None
        for formset, inline in self.get_formsets_with_inlines(request, known):
            prefix = formset.get_default_prefix()
            queryset = inline.get_queryset(request)
            if data is None or f"{prefix}-TOTAL_FORMS" in data:
                formsets.append(formset(data, instance=article, prefix=prefix, queryset=queryset))
        return formsets

    def address_of(self, name: str, article: Article | None) -> str:
        if article is None:
            return reverse(f"admin:articles_article_new_{name}")
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Forget what is saved now, and that the form was open."""
        super().save_related(request, form, formsets, change)
        user, article = cast(User, request.user), form.instance
        release(article, by=user)
        if change:
            copies_of(user, article).delete()
        elif key := request.POST.get(FORM_KEY, ""):
            copies_of(user, None, key).delete()


def _is_restoring(request: HttpRequest) -> bool:
    return request.method == "POST" and RESTORE in request.POST
