"""A comment's own page: all that is known of it, its record, every decision, and its text to be changed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.admin import columns
from comments.admin.actions import Actions
from comments.admin.legal import legal_note
from comments.admin.press import Press, seen_value
from comments.admin.private import UnnamedAdmin, mask_email, sees_private
from comments.admin.quick_edit import CHANGED, save_text, text_field
from comments.admin.restrictions import shown_restrictions
from comments.admin.ways import AT
from comments.models import Comment


class RevisionForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    text = text_field()

    class Meta:
        model = Comment
        fields = ["text"]

    def clean(self) -> dict[str, Any]:
        """Refuse a text that was written over another one than the present."""
        now = Comment.objects.filter(pk=self.instance.pk).first()
        seen = self.data.get("seen", "")
        if now and seen and seen != seen_value(now):
            # A field with an error leaves the comment as it is stored, which the page shows above the box.
            self.add_error("text", ValidationError(CHANGED, code="stale"))
        return self.cleaned_data


class CommentPage(UnnamedAdmin):
    """What the admin shows of one comment."""

    form = RevisionForm
    # The page of a comment that readers may not see is a 404.
    view_on_site = False

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[Any]:
        if obj and obj.is_staff:
            sender = ["author"]
        else:
            private = ["email", "address", "user_agent"] if sees_private(request) else ["masked_email"]
            sender = [*private, "website"]
        held = [legal_note] if obj and obj.legal_hold else []
        decided = ["shown", "state", *held, "record", *self.reports_for(request)]
        text = [] if obj and obj.is_emptied else ["text"]
        about = ["story", "parent", "created_at"]
        return ["name", *decided, *about, *sender, *shown_restrictions(request), *text]

    def reports_for(self, request: HttpRequest) -> list[str]:
        if not request.user.has_perm("comments.view_report"):
            return []
        return ["reports_with_networks" if sees_private(request) else "reports"]

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[Any]:
        return [name for name in self.get_fields(request, obj) if name != "text"]

    @admin.display(description=_("e-mail"))
    def masked_email(self, comment: Comment) -> str:
        return mask_email(comment.email)

    @admin.display(description=_("IP address"))
    def address(self, comment: Comment) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', comment.ip_address or "—")

    @admin.display(description=_("article"))
    def story(self, comment: Comment) -> SafeString:
        return columns.story(comment)

    @admin.display(description=_("status"))
    def state(self, comment: Comment) -> SafeString:
        return columns.states(comment)

    @admin.display(description=_("as it was written"))
    def shown(self, comment: Comment) -> SafeString:
        return format_html('<div class="queue-text">{}</div>', columns.shown_text(comment))

    @admin.display(description=_("record"))
    def record(self, comment: Comment) -> SafeString:
        return columns.record(comment)

    @admin.display(description=_("reports"))
    def reports(self, comment: Comment) -> SafeString:
        return columns.reports(comment)

    @admin.display(description=_("reports"))
    def reports_with_networks(self, comment: Comment) -> SafeString:
        return columns.reports_with_networks(comment)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def render_change_form(  # noqa: PLR0917 - as Django has it
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Comment | None = None,
    ) -> HttpResponse:
        """Add the decisions about the comment, and what its form has to say of the text that it shows."""
        if obj:
            press = Press.of(request)
            context |= {"seen": seen_value(obj), "batch": press.batch}
            if self.has_moderate_permission(request):
                filters = self.get_preserved_filters(request)
                query = f"{AT}={obj.pk}&{filters}".rstrip("&")
                context |= {"actions": Actions(query, has_marks=True).of(obj), "undo_query": query}
                context["last"] = obj.moves.last_standing().exclude(batch=None).first()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        stored = Comment.objects.filter(pk=obj.pk).first()
        if "text" in form.changed_data and not (stored and save_text(request, stored, obj.text)):
            messages.error(request, CHANGED)

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        """Go back without Django's word that something was changed: what was, is said already."""
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)
