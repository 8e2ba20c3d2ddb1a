"""What an account of the newsroom chooses for itself, whatever else it may do."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from newsportal.models import StaffPreference
from newsportal.newsroom.hours import HoursField

# Who decides in the queue has a use for its keys and its digest.
RIGHT = "comments.view_comment"


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    class Meta:
        model = StaffPreference
        fields = ["language"]
        widgets = {"language": forms.RadioSelect}


class PreferenceForm(LanguageForm):
    digest_hours = HoursField(
        label=_("Hours of the digest"),
        required=False,
        help_text=_("A letter at these hours tells how many comments wait; where none waits, no letter comes."),
    )

    class Meta(LanguageForm.Meta):
        fields = ["language", "has_shortcuts", "digest_hours"]

    class Media:
        css = {"all": ["admin-portal/preferences.css"]}


def preferences(request: HttpRequest) -> HttpResponse:
    """Show an account's own choices, and keep them; nobody else's can be reached from here."""
    account: Any = request.user
    chosen = StaffPreference.objects.filter(user=account).first() or StaffPreference(user=account)
    data = request.POST if request.method == "POST" else None
    form = (PreferenceForm if account.has_perm(RIGHT) else LanguageForm)(data, instance=chosen)
    if form.is_valid():
        saved = form.save()
        # The next page speaks the language that was just chosen.
        with override(saved.language):
            messages.success(request, gettext("Your preferences are saved."))
        return redirect("admin:preferences")
    context = {
        **site.each_context(request),
        "title": gettext("My preferences"),
        "form": form,
        "now": timezone.localtime(),
        "sends_mail": settings.EMAIL_IS_ON,
    }
    return TemplateResponse(request, "admin/preferences.html", context)
