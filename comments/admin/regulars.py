"""Names that are kept for their authors: an action of the queue, and the list of them."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from articles.characters import one_line
from articles.site.conventions import digits, quoted
from comments.admin.private import UnnamedAdmin, mask_email, may_look_up, sees_private
from comments.models import Comment, Regular
from comments.people import keep_names
from newsportal.arabic.bidi import isolate
from newsportal.arabic.likeness import key_of
from newsportal.desk.accounts import account_column

# So many names of a bulk are called out.
NAMED = 10
KEPT_BY = account_column(Regular, "by")


@admin.action(description=_("Keep this name for its author"), permissions=["moderate"])
def keep_name(model_admin: Any, request: HttpRequest, comments: QuerySet[Comment]) -> None:
    """Keep the names of the selected comments, and say which could not be kept."""
    names = keep_names(comments, by=cast(User, request.user))
    if names.kept:
        count = len(names.kept)
        message = ngettext(
            "%(count)d name is now kept for its author.", "%(count)d names are now kept for their authors.", count
        )
        messages.success(request, digits(message % {"count": count}))
    if names.taken:
        messages.warning(request, _("Already kept for another address: %(names)s") % {"names": listed(names.taken)})
    if names.ours:
        ours = _("Names of the newsroom are kept for nobody else: %(names)s")
        messages.warning(request, ours % {"names": listed(names.ours)})
    if not any(names):
        messages.warning(request, _("Nothing changed: names are kept of approved comments by readers, once each."))


def listed(names: Sequence[str]) -> str:
    """Return names between quotation marks, the first ten of them."""
    shown = [quoted(isolate(name)) for name in names[:NAMED]]
    return pgettext("between names", ", ").join([*shown, *(["…"] if len(names) > NAMED else [])])


@admin.register(Regular)
class RegularAdmin(UnnamedAdmin):
    """Known readers are kept from the queue alone: here their names are looked up and let go."""

    list_select_related = ["by"]
    ordering = ["-at"]
    search_fields: ClassVar[Any] = ["skeleton__contains"]
    search_help_text = _("A name, however it is spelt.")
    sortable_by: ClassVar[Any] = ["at"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return ["name", "email" if sees_private(request) else "masked_email", KEPT_BY, "at"]

    def get_fields(self, request: HttpRequest, obj: Regular | None = None) -> list[Any]:
        return self.get_list_display(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Regular | None = None) -> list[Any]:
        return self.get_list_display(request)

    @admin.display(description=_("e-mail"))
    def masked_email(self, regular: Regular) -> str:
        return mask_email(regular.email)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Regular], search_term: str
    ) -> tuple[QuerySet[Regular], bool]:
        typed = one_line(search_term)
        if "@" in typed and sees_private(request):
            return queryset.filter(email=typed.lower()), False
        return super().get_search_results(request, queryset, " ".join(map(key_of, typed.split())))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and may_look_up(request, lookup) and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)
        # Nobody changes them, and Django leads those who may not to the front page.
        return HttpResponseRedirect(reverse("admin:comments_regular_changelist"))

    def has_change_permission(self, request: HttpRequest, obj: Regular | None = None) -> bool:
        return False
