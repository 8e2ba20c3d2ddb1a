"""The form of one entry of a live coverage."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from articles.admin.body import BodyWidget
from articles.admin.embeds import dead_embeds
from articles.admin.named import ARABIC
from articles.body.build import plain_text
from articles.body.sanitize import sanitize
from articles.body.tidy import BodyTooLargeError
from articles.models import LiveEntry
from articles.workflow.gate import has_text

# Characters that are read, without what an element needs.
LONGEST_TEXT = 20_000
VERSION = "version"


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """What a new entry says."""

    # A text area behind an editor is hidden, and no browser could say that it is empty.
    use_required_attribute = False

    class Meta:
        model = LiveEntry
        fields = ["headline", "body", "is_pinned"]
        widgets = {"headline": AdminTextInputWidget(attrs=ARABIC), "body": BodyWidget}

    def clean_body(self) -> str:
        typed = self.cleaned_data["body"]
        if dead := dead_embeds(typed):
            raise ValidationError(dead)
        try:
            body = sanitize(typed)
        except BodyTooLargeError as error:
            message = _("This text is too large to be stored. Divide it, or paste it without its formatting.")
            raise ValidationError(message, code="too_large") from error
        MaxLengthValidator(LONGEST_TEXT)(plain_text(body))
        if not has_text(body):
            message = _("An entry has no text. Write it, or put a picture or an embed into it.")
            raise ValidationError(message, code="required")
        return body


class EditForm(EntryForm):
    """What an entry says from now on, and the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    class Meta(EntryForm.Meta):
        fields = ["headline", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[VERSION] = self.instance.version
