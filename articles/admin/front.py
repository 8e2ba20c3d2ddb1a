"""Arranging home and the sections: which stories stand where, seen before readers see it."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from js_asset import Script

from articles.admin.front_form import LAYOUT, ArrangementForm, posted_of
from articles.admin.front_slots import areas_of, candidates
from articles.chrome import all_sections
from articles.front_page.arrangement import arrangement_of
from articles.front_page.arranging import RearrangedError, arrange, opened
from articles.front_page.models import Front, Layout
from articles.front_page.typed import first_free, move, place, slot_in
from articles.models import Section
from articles.site.conventions import quoted
from articles.views.lists import home_preview, section_preview
from newsportal.converters import key_in
from newsportal.desk import DeskAdmin
from newsportal.desk.accounts import account_name

# Names of buttons. OVER carries the version over which an editor saves knowingly.
SAVE, OVER, PIN, MOVE, UNPIN = "_save", "_over", "_pin", "_move", "_unpin"
WORDS = "q"
MOST_CHARACTERS = 200
UNKNOWN = gettext_lazy("a former account")
SAVED = gettext_lazy("The page stands as you arranged it; readers see it from their next request.")


@admin.register(Front)
class FrontAdmin(DeskAdmin):
    class Media:
        css = {"all": ["admin-portal/front.css"]}
        js = [
            Script(f"admin-portal/{name}.js", type="module")
            for name in ("front/in-place", "front/find", "front/drag", "error-summary")
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        arranged, shown = (self.admin_site.admin_view(view) for view in (self.arrange_view, self.preview_view))
        return [
            path("home/", arranged, name="articles_front_home"),
            path("home/preview/", shown, name="articles_front_home_preview"),
            path("section/<id:pk>/", arranged, name="articles_front_section"),
            path("section/<id:pk>/preview/", shown, name="articles_front_section_preview"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show home and all sections, with what is pinned there."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        rows = {front.section_id: front for front in Front.objects.select_related("arranged_by")}
        sections: list[Section | None] = [None, *all_sections()]
        shown = [
            (section or gettext("Home"), address_of(section), rows.get(key), arrangement_of(key))
            for section in sections
            for key in [section.pk if section else None]
        ]
        context = {**self._frame(request, self.opts.verbose_name_plural), "pages": shown}
        return render(request, "admin/articles/front/overview.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the page of the row: what Django's own records of changes link to."""
        front = Front.objects.filter(pk=key_in(object_id) or 0).select_related("section").first()
        if front is None:
            raise Http404
        return HttpResponseRedirect(address_of(front.section))

    def arrange_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        section = self._section(request, pk)
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        front, stands = opened(pk)
        stored = posted_of(stands, front.version)
        form = ArrangementForm(pk, request.POST.dict() if request.method == "POST" else stored)
        answer = act(self, request, form, section) if request.method == "POST" else None
        if isinstance(answer, HttpResponse):
            return answer
        areas, homeless = areas_of(form)
        words = request.POST.get(WORDS, request.GET.get(WORDS, ""))[:MOST_CHARACTERS]
        context = {
            **self._frame(request, title_of(section, is_refused=form.is_refused or answer is not None)),
            "section": section,
            "front": front,
            "form": form,
            "layouts": Layout.choices,
            "areas": areas,
            "homeless": homeless,
            "words": words,
            "found": candidates(form, words),
            "conflict": answer,
            "conflict_by": account_name(answer.arranged_by) if answer and answer.arranged_by else UNKNOWN,
            "may_change": self.has_change_permission(request),
            "here": address_of(section),
        }
        return render(request, "admin/articles/front/arrange.html", context, status=409 if answer else 200)

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Show the page as the posted form would make it; nothing is stored."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        section = self._section(request, pk)
        arrangement = ArrangementForm(pk, request.POST.dict()).arrangement()
        if section:
            return section_preview(request, section, arrangement)
        return home_preview(request, arrangement)

    def _section(self, request: HttpRequest, pk: int | None) -> Section | None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        section = Section.objects.filter(pk=pk).first() if pk else None
        if pk and section is None:
            raise Http404
        return section

    def _frame(self, request: HttpRequest, title: Any) -> Mapping[str, Any]:
        media = self.media + AdminSplitDateTime().media
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "media": media}


def act(
    desk: FrontAdmin, request: HttpRequest, form: ArrangementForm, section: Section | None
) -> HttpResponse | Front | None:
    """Do what the pressed button says.

    Return a redirect after saving, how a colleague arranged the page meanwhile, or None where the form is shown again.
    """
    posted = request.POST
    if PIN in posted:
        article, _, name = posted[PIN].partition(":")
        if key_in(article):
            slot = slot_in(name, form.slots) or first_free(form.typed, form.slots)
            form.rearrange(place(form.typed, article, slot, form.slots))
    elif MOVE in posted:
        form.rearrange(move(form.typed, posted[MOVE], form.slots))
    elif UNPIN in posted:
        form.rearrange([pin for pin in form.typed if pin.article != posted[UNPIN]])
    elif (SAVE in posted or OVER in posted) and form.is_valid():
        version = key_in(posted.get(OVER)) or 0 if OVER in posted else form.version
        try:
            front = arrange(form.arrangement(), version=version, by=cast(User, request.user))
        except RearrangedError as error:
            return error.front
        desk.log_change(request, front, [{"changed": {"fields": [str(LAYOUT)]}}])
        messages.success(request, SAVED)
        return HttpResponseRedirect(address_of(section))
    return None


def title_of(section: Section | None, *, is_refused: bool) -> str:
    """Return the title of the page, which a screen reader says first: where nothing was stored it says so."""
    title = gettext("Arrange %(name)s") % {"name": quoted(section or gettext("Home"))}
    return f"{gettext('Error:')} {title}" if is_refused else title


def address_of(section: Section | None) -> str:
    """Return where the page of a section, or home, is arranged."""
    return (
        reverse("admin:articles_front_section", args=[section.pk]) if section else reverse("admin:articles_front_home")
    )
