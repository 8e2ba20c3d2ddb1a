"""Assignments in the newsroom: the calendar is their list, editors have their form, and whoever writes takes one."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import calendar_moves
from articles.admin.calendar import calendar_view
from articles.admin.choosing import NameSelect, calm
from articles.admin.help_texts import HelpedAdmin
from articles.admin.late_save import VERSION
from articles.admin.named import ARABIC, FORM_FIELDS
from articles.chrome import all_sections
from articles.models import Assignment, Section
from articles.planning import assigning
from articles.planning.address import calendar_address
from articles.planning.refusals import NotPlannedError, Refusal
from articles.planning.span import Unit
from articles.site.conventions import quoted
from newsportal.arabic.bidi import isolate
from newsportal.converters import key_in
from newsportal.desk.accounts import account_column, account_name

ASSIGNEE, MADE_BY = account_column(Assignment, "assignee"), account_column(Assignment, "made_by")
SECTION = "section"


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]  # because only the stubs' takes a type
    def label_from_instance(self, obj: Any) -> str:
        return account_name(obj)


class AssignmentForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "assignee" in self.fields:
            # Whoever lost the right keeps what they have, until somebody else is chosen.
            kept = User.objects.filter(pk=self.instance.assignee_id)
            self.fields["assignee"].queryset = assigning.writers() | kept  # type: ignore[attr-defined]  # because it chooses among rows

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if "due_at" in self.changed_data and due_at <= timezone.now():
            raise ValidationError(Refusal.PAST.label, code=Refusal.PAST.value)
        return due_at

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        # Held until it is saved: nobody takes it meanwhile.
        held = Assignment.objects.filter(pk=self.instance.pk).select_for_update(of=("self",))
        version = held.values_list("version", flat=True).first() or self.instance.version
        if self.instance.pk is not None and self.data.get(VERSION, str(self.instance.version)) != str(version):
            message = _(
                "Somebody changed this assignment after you opened it. Save once more to put yours in its place."
            )
            raise ValidationError(message, code=Refusal.CHANGED.value)
        return data


@admin.register(Assignment)
class AssignmentAdmin(HelpedAdmin):
    form = AssignmentForm
    fields = ["what", "note", "due_at", "section", "assignee", "story"]
    readonly_fields = [ASSIGNEE, MADE_BY]
    autocomplete_fields = ["story"]
    formfield_overrides: ClassVar[Any] = FORM_FIELDS

    class Media:
        css = {"all": ["admin-portal/assignment.css"]}

    def get_urls(self) -> list[URLPattern]:
        own: dict[str, Callable[..., HttpResponse]] = {"take": take, "give_back": give_back, "begin": begin}
        pages = [
            path(
                f"<id:pk>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"articles_assignment_{name}",
            )
            for name, view in own.items()
        ]
        return [*calendar_moves.pages(self), *pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return calendar_view(self, request)

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> Any:
        """Name accounts as people do where they are only read, and say who made the assignment."""
        if self.has_change_permission(request, obj):
            return [*self.fields, *([MADE_BY] if obj else [])]
        return [ASSIGNEE if name == "assignee" else name for name in self.fields] + [MADE_BY]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assignee":
            return db_field.formfield(form_class=AccountField, queryset=assigning.writers())
        if db_field.name == "story":
            kwargs["widget"] = NameSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = calm(super().formfield_for_dbfield(db_field, request, **kwargs), adds=False)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
        if db_field.name in ("what", "note"):
            field.widget.attrs |= ARABIC if db_field.name == "what" else {**ARABIC, "rows": 3}
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        assignment = context.get("original")
        if assignment:
            may_begin = assigning.is_for(request.user, assignment)
            is_own = assignment.assignee_id == request.user.pk
            context |= {
                "may_begin": may_begin,
                "may_take": may_begin and not is_own,
                "may_give_back": may_begin and is_own,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        if change:
            obj.version += 1
        else:
            obj.made_by = cast(User, request.user)
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Assignment) -> HttpResponseRedirect:
        return HttpResponseRedirect(week_of(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Assignment) -> HttpResponseRedirect:
        return HttpResponseRedirect(week_of(obj))


def week_of(assignment: Assignment) -> str:
    """Return the address of the week in which an assignment is due."""
    return calendar_address({Unit.WEEK: timezone.localtime(assignment.due_at).date().isoformat()})


def take(admin: AssignmentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(admin, request, pk, assigning.take, _("%(name)s is yours now."))


def give_back(admin: AssignmentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(admin, request, pk, assigning.give_back, _("%(name)s is open to all again."))


def _answer(
    admin: AssignmentAdmin, request: HttpRequest, pk: int, deed: Callable[..., bool], told: str
) -> HttpResponse:
    """Do it, say what became of it, and lead back to the page of the calendar that the address names."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    assignment = get_object_or_404(Assignment, pk=pk)
    words = told % {"name": named(assignment)}
    try:
        if deed(assignment, by=cast(User, request.user)):
            admin.log_change(request, assignment, words)
        messages.success(request, words)
    except NotPlannedError as refusal:
        messages.error(request, f"{named(assignment)}: {refusal}")
    except Assignment.DoesNotExist as error:
        raise Http404 from error
    return HttpResponseRedirect(calendar_address(request.GET) if request.GET else week_of(assignment))


def begin(admin: AssignmentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the story of an assignment and open its form; ask for the section first where the assignment has none."""
    if not assigning.may_write(request.user):
        raise PermissionDenied
    assignment = get_object_or_404(Assignment.objects.select_related("section"), pk=pk)
    chosen, error = request.POST.get(SECTION), ""
    if request.method == "POST":
        section = Section.objects.filter(pk=key_in(chosen) or 0).first()
        try:
            story = assigning.begin_story(assignment, by=cast(User, request.user), section=section)
        except NotPlannedError as refusal:
            if refusal.why is not Refusal.SECTIONLESS:
                messages.error(request, f"{named(assignment)}: {refusal}")
                return HttpResponseRedirect(week_of(assignment))
            error = str(refusal) if chosen is not None else ""
        else:
            messages.success(request, _("The draft is begun and linked to its assignment. Write it here."))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Begin the story"),
        "opts": admin.opts,
        "assignment": assignment,
        "sections": all_sections(),
        "error": error,
        "back": calendar_address(request.GET),
    }
    return render(request, "admin/articles/assignment/begin.html", context, status=422 if error else 200)


def named(assignment: Assignment) -> str:
    return quoted(isolate(assignment.what, is_arabic=True))
