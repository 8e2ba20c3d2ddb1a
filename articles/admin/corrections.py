"""What the form of a known story asks its editor: is this a slip of the pen, an update, or a correction?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.corrections.log import correct, is_known, tell_update
from articles.models import Article, Correction
from articles.revisions.models import Revision

Kind = Revision.Kind

CHANGE_FIELDS = ["change_kind", "correction_text", "correction_credit"]
KINDS = [
    (Kind.SPELLING.value, _("Spelling: readers are told nothing")),
    (Kind.UPDATE.value, _("Update: “updated” shows the present time")),
    (Kind.CORRECTION.value, _("Correction: readers read below the story what was wrong")),
]
# What an editor is told who left the first choice as it was.
SILENT = _(
    "Kept as a change of spelling: readers are told nothing. If the facts changed, choose update or correction and "
    "save once more."
)
# What readers of a story may have read, and would want to be told.
TOLD = {"title", "standfirst", "body"}


def limit_of(name: str) -> int:
    """Return how many characters a column of a correction takes."""
    return int(getattr(Correction._meta.get_field(name), "max_length", 0))


class ChangeForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    change_kind = forms.ChoiceField(
        label=_("Kind of change"),
        choices=KINDS,
        initial=Kind.SPELLING,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A wrong number or name is a correction, what happened since is an update."),
    )
    correction_text = forms.CharField(
        label=_("Text of the correction"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 3, "lang": "ar", "dir": "rtl"}),
        help_text=_("What was wrong and what is right: “The plant lies in Aswan, not in Luxor.”"),
    )
    correction_credit = forms.CharField(
        label=_("Thanks to the reader"),
        required=False,
        widget=AdminTextInputWidget(attrs={"dir": "auto"}),
        help_text=_("The name of whoever noticed it, if they agreed to be named; readers see it."),
    )

    class Media:
        css = {"all": ["admin-portal/corrections.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_known(self.instance):
            for name in CHANGE_FIELDS:
                self.fields.pop(name, None)

    def clean_correction_text(self) -> str:
        return self._line("correction_text", limit_of("text"))

    def clean_correction_credit(self) -> str:
        return self._line("correction_credit", limit_of("credit"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "change_kind" not in self.fields:
            data["change_kind"] = Kind.EDIT.value
            return data
        data["change_kind"] = data.get("change_kind") or Kind.SPELLING.value
        # Where it is missing, it was too long.
        if data["change_kind"] == Kind.CORRECTION and data.get("correction_text") == "":
            message = _("A correction tells readers what was wrong and what is right. Write it here.")
            self.add_error("correction_text", ValidationError(message, code="required"))
        return data

    def _line(self, name: str, limit: int) -> str:
        """Return a field as it is stored. Raises ValidationError for one that is too long then."""
        text = one_line(self.cleaned_data[name])
        MaxLengthValidator(limit)(text)
        return text


def is_silent(form: ChangeForm) -> bool:
    """Return whether words changed of a story that readers know, and they are not told."""
    asks = "change_kind" in form.fields
    return asks and form.cleaned_data["change_kind"] == Kind.SPELLING and not TOLD.isdisjoint(form.changed_data)


def tell_readers(article: Article, data: Mapping[str, Any], *, by: User) -> None:
    """Do for a stored story what its form says of its change. Raises PermissionDenied for who may not publish."""
    kind = data.get("change_kind")
    if kind == Kind.UPDATE:
        tell_update(article, by=by)
    elif kind == Kind.CORRECTION:
        correct(article, data["correction_text"], credit=data["correction_credit"], by=by)
