"""The form of one entry of a live coverage."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from articles.admin.body import BodyWidget
from articles.admin.embeds import clean_text
from articles.admin.named import ARABIC
from articles.body.build import plain_text
from articles.models import LiveEntry
from articles.workflow.gate import has_text

# Characters that are read, without what an element needs.
LONGEST_TEXT = 20_000
# Every poll of every reader carries the entry.
MOST_PICTURES = 10
# How a sanitised body names one.
PICTURE = "data-picture="
NO_TEXT = _("An entry has no text. Write it, or put a picture or an embed into it.")
VERSION, PRESS = "version", "press"


class PressField(forms.UUIDField):
    """Names the form that is sent, so that one which comes twice is known; nonsense counts as nothing."""

    def clean(self, value: Any) -> UUID | None:
        try:
            press: UUID | None = super().clean(value)
        except ValidationError:
            return None
        return press


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """What a new entry says."""

    # A text area behind an editor is hidden, and no browser could say that it is empty.
    use_required_attribute = False
    # On a reload Firefox would bring the old one back, with which something was posted already.
    press = PressField(required=False, initial=uuid4, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    class Meta:
        model = LiveEntry
        fields = ["headline", "body", "is_pinned"]
        widgets = {"headline": AdminTextInputWidget(attrs=ARABIC), "body": BodyWidget}
        error_messages = {"body": {"required": NO_TEXT}}

    def clean_body(self) -> str:
        body = clean_text(self.cleaned_data["body"])
        MaxLengthValidator(LONGEST_TEXT)(plain_text(body))
        if body.count(PICTURE) > MOST_PICTURES:
            message = _("An entry holds at most %(limit)s pictures. Post the others in another one.")
            raise ValidationError(message, code="pictures", params={"limit": MOST_PICTURES})
        if not has_text(body):
            raise ValidationError(NO_TEXT, code="required")
        return body


class EditForm(EntryForm):
    """What an entry says from now on, and the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    class Meta(EntryForm.Meta):
        fields = ["headline", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[VERSION] = self.instance.version
