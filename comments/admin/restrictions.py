"""Restrictions at the desk: set from a comment, whose author's address stays hidden, or by those who may see it."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.site.conventions import long_date
from comments.admin.private import mask_email, may_look_up, sees_private
from comments.admin.restriction_form import AddressForm, AuthorForm, TermsForm, last_day
from comments.models import Comment, Restriction
from comments.networks import network_from
from newsportal.converters import key_in
from newsportal.desk import DeskAdmin
from newsportal.desk.accounts import account_column

# What names the comment in the address of the form.
FROM = "comment"
SET_BY = account_column(Restriction, "by")


@admin.display(description=_("whom"))
def whom(restriction: Restriction) -> str:
    return _parted(filter(None, (restriction.email, restriction.network)))


@admin.display(description=_("whom"))
def masked_whom(restriction: Restriction) -> str:
    email, network = restriction.email and mask_email(restriction.email), restriction.network and _("a network")
    return _parted(filter(None, (email, network)))


@admin.display(description=_("until"))
def until(restriction: Restriction) -> str:
    day = long_date(last_day(restriction.ends_at))
    if restriction.has_ended:
        return format_html('<span class="ended">{}</span>', _("ended: %(date)s") % {"date": day})
    return day or gettext("without end")


def shown_restrictions(request: HttpRequest) -> list[Callable[[Comment], str]]:
    """Return what the page of a comment tells an account of its author's restrictions.

    Who may see no network learns of no restriction by one either: it would tell which comments came from there.
    """
    if not request.user.has_perm("comments.view_restriction"):
        return []
    return [_column(request.user.has_perm("comments.add_restriction"), sees_private(request))]


# Django asks for a page's columns more than once, and knows a function by its identity.
@cache
def _column(may_add: bool, sees_networks: bool) -> Callable[[Comment], str]:
    @admin.display(description=_("restrictions of its author"))
    def restrictions(comment: Comment) -> str:
        standing = _in_force(comment, comment.network if sees_networks else "")
        if not may_add or not (comment.email or comment.network):
            return standing or gettext("none")
        address = f"{reverse('admin:comments_restriction_add')}?{FROM}={comment.pk}"
        return format_html('{}<a href="{}">{}</a>', standing, address, _("Restrict its author"))

    return restrictions


@admin.register(Restriction)
class RestrictionAdmin(DeskAdmin):
    list_select_related = ["by"]
    ordering = ["-at"]
    readonly_fields: ClassVar[Any] = [masked_whom, until, SET_BY, "at"]
    search_help_text = _("A whole e-mail address, or a network.")
    sortable_by: ClassVar[Any] = ["at"]

    class Media:
        css = {"all": ["admin-portal/comment.css"]}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return ["kind", whom if sees_private(request) else masked_whom, "reason", until, SET_BY, "at"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["email"] if sees_private(request) else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Restriction], search_term: str
    ) -> tuple[QuerySet[Restriction], bool]:
        typed = one_line(search_term)
        if not typed or not sees_private(request):
            return queryset, False
        if "@" in typed:
            return queryset.filter(email=typed.lower()), False
        try:
            found = Restriction.objects.about("", network_from(typed))
        except ValidationError:
            found = Restriction.objects.none()
        return queryset & found, False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and may_look_up(request, lookup) and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        may_name = request.user.has_perm("comments.view_comment") if FROM in request.GET else sees_private(request)
        return may_name and super().has_add_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: Restriction | None = None) -> list[Any]:
        comment = None if obj else _comment_of(request)
        told = {"description": _author_of(comment, request)} if comment else {}
        return [(None, {"fields": self.get_fields(request, obj), **told})]

    def get_fields(self, request: HttpRequest, obj: Restriction | None = None) -> list[Any]:
        if obj is None:
            whose = ["concerns"] if FROM in request.GET else ["email", "network"]
            return [*whose, "kind", "until", "reason"]
        known: list[Any] = ["email", "network"] if sees_private(request) else [masked_whom]
        end = "until" if self.has_change_permission(request, obj) else until
        return [*known, "kind", end, "reason", SET_BY, "at"]

    def get_form(
        self, request: HttpRequest, obj: Restriction | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        comment = None if obj else _comment_of(request)
        if comment:
            kwargs["form"] = type("AuthorForm", (AuthorForm,), {"comment": comment})
        else:
            kwargs["form"] = AddressForm if sees_private(request) else TermsForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Restriction, form: Any, change: bool) -> None:
        if not change:
            obj.by = request.user  # type: ignore[assignment]  # because nobody else reaches the admin
        super().save_model(request, obj, form, change)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The next one begins at another comment.
        return super().add_view(request, form_url, {**(extra_context or {}), "show_save_and_add_another": False})

    def response_post_save_add(self, request: HttpRequest, obj: Restriction) -> HttpResponseRedirect:
        if FROM not in request.GET:
            return super().response_post_save_add(request, obj)
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[request.GET[FROM]]))


def _in_force(comment: Comment, network: str) -> str:
    """Return what restricts a comment's author now by e-mail, or by a network, each with its reason; costs a query."""
    rows = Restriction.objects.in_force().about(comment.email, network).order_by("-at", "-pk")
    items = [
        (
            reverse("admin:comments_restriction_change", args=[row.pk]),
            row.get_kind_display(),
            gettext("until %(date)s") % {"date": until(row)} if row.ends_at else until(row),
            row.reason,
        )
        for row in rows
    ]
    listed = format_html_join("", '<li><a href="{}">{}</a> ({}): <bdi>{}</bdi></li>', items)
    return format_html('<ul class="record">{}</ul>', listed) if items else listed


def _comment_of(request: HttpRequest) -> Comment | None:
    """Return the comment whose author is to be restricted, or None where the address names none; costs a query."""
    if FROM not in request.GET:
        return None
    key = key_in(request.GET[FROM])
    return get_object_or_404(Comment.objects.filter(~Q(email="", network="")), pk=key)


def _author_of(comment: Comment, request: HttpRequest) -> SafeString:
    author = Restriction(email=comment.email, network=comment.network)
    known = whom(author) if sees_private(request) else masked_whom(author)
    return format_html("{}: <bdi>{}</bdi> · {}", _("The author of the comment"), comment.name, known)


def _parted(known: Iterable[object]) -> str:
    return format_html_join(" · ", '<bdi dir="auto">{}</bdi>', ((one,) for one in known))
