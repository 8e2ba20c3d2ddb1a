"""The form of a static page, which two editors may have open at once."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext

from articles.admin.body import BodyWidget
from articles.admin.embeds import clean_text
from articles.admin.named import ARABIC
from articles.admin.opened_version import OPENED, OpenedVersionField, open_again
from articles.models import StaticPage
from articles.site.moments import in_words


class StaticPageForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    opened_version = OpenedVersionField()

    class Meta:
        model = StaticPage
        # The others are named by StaticPageAdmin.fields.
        fields = ["title", "body"]
        widgets = {"title": AdminTextInputWidget(attrs=ARABIC), "body": BodyWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[OPENED] = self.instance.version

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        """Refuse what was opened before somebody else saved; whoever was told may save once more.

        Locks the stored page until the admin's transaction ends.
        """
        data = super().clean() or self.cleaned_data
        stored = StaticPage.objects.select_for_update(no_key=True).filter(pk=self.instance.pk).first()
        if stored is not None and data.get(OPENED) != str(stored.version):
            open_again(self, stored.version)
            raise ValidationError(self.saved_meanwhile(stored), code="stale")
        if stored is not None:
            self.instance.version = stored.version
        return data

    @staticmethod
    def saved_meanwhile(stored: StaticPage) -> str:
        says = gettext(
            "This page was saved by somebody else while you wrote (%(moment)s). What you typed stands below and is "
            "not saved. Compare it with what is stored; if you save once more, yours takes its place."
        ) % {"moment": in_words(stored.updated_at)}
        return format_html('{} <a href="" target="_blank" rel="noopener">{}</a>', says, gettext("Open what is stored"))
