"""The form in which an article is written."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.body import BodyWidget
from articles.admin.corrections import ChangeForm
from articles.admin.embeds import dead_embeds
from articles.admin.library_media import LEAD_PICTURE
from articles.admin.workflow import choose_move
from articles.body.sanitize import sanitize
from articles.body.tidy import BodyTooLargeError
from articles.models import Article
from articles.workflow import moving

# Headlines are Arabic in an English newsroom, too, and may begin with a Latin word.
ARABIC = {"lang": "ar", "dir": "rtl"}


class ArticleForm(ChangeForm):
    """``cleaned_data["change_kind"]`` says what kind of change readers are told of, a Revision.Kind."""

    class Meta:
        model = Article
        # The others are named by ArticleAdmin.fieldsets.
        fields = ["standfirst", "body"]
        widgets = {
            "title": AdminTextInputWidget(attrs=ARABIC),
            "standfirst": AdminTextareaWidget(attrs={"rows": 3, **ARABIC}),
            "body": BodyWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if moving.is_unread(self.instance) and self.instance.slug == Article.slug_for(self.instance.title):
            # An address that nobody typed or read goes on following the title.
            self.initial["slug"] = ""

    @property
    def media(self) -> forms.Media:
        with_library: forms.Media = super().media + LEAD_PICTURE
        return with_library

    def clean_body(self) -> str:
        if dead := dead_embeds(self.cleaned_data["body"]):
            raise ValidationError(dead)
        try:
            return sanitize(self.cleaned_data["body"])
        except BodyTooLargeError as error:
            message = _("This text is too large to be stored. Divide it, or paste it without its formatting.")
            raise ValidationError(message, code="too_large") from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        choose_move(self, data)
        if "published_at" in data:
            data["published_at"] = moving.publication_time(data.get("status", ""), data["published_at"])
        return data
