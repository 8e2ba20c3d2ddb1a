"""The form of a picture, and the smaller one in which what was uploaded gets its words."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.admin.named import ARABIC
from articles.models import Picture
from articles.pictures.ingest import Ingested, ingest
from articles.site.conventions import digits_lazy

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
# What readers see is Arabic in an English newsroom, too.
WORDS = {name: AdminTextInputWidget(attrs=ARABIC) for name in ("alternative_text", "caption", "credit")}
NAME_LENGTH = Picture._meta.get_field("file_name").max_length


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' takes types
    """A file alone, as the library sends it; ``ingested`` holds its pixels once the form is valid."""

    upload = forms.FileField(
        label=_("File"),
        help_text=digits_lazy(_("JPEG, PNG, WebP, AVIF or GIF, up to 15 MB. Place and camera are removed from it.")),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        # Names are cut below; a camera's may be of any length.
        max_length=None,
        allow_empty_file=True,
    )
    ingested: Ingested | None = None

    class Meta:
        model = Picture
        fields: list[str] = []

    def clean_upload(self) -> "UploadedFile[Any] | None":
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload is not None and upload.file is not None:
            self.ingested = ingest(upload.file)
            self.instance.file_name = short_name(upload.name or "")
        return upload


class PictureForm(UploadForm):
    class Meta(UploadForm.Meta):
        fields = ["alternative_text", "caption", "credit", "rights", "focal_x", "focal_y"]
        widgets = WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "alternative_text" in self.fields:
            # Empty only until somebody looks at what was dropped into the library.
            self.fields["alternative_text"].required = True
        if self.instance.pk is not None and "upload" in self.fields:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Another file")
            self.fields["upload"].help_text = _("Only to replace the picture, in every article that shows it.")


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' takes types
    """What stands beside each file that has just been uploaded."""

    class Meta:
        model = Picture
        fields = ["alternative_text", "caption", "credit"]
        widgets = WORDS


def short_name(name: str) -> str:
    """Return a file's name in the length of its column; its end, with what kind it is, stays."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix[:20]
    return stem[: NAME_LENGTH - len(suffix)] + suffix if NAME_LENGTH else name
