"""The form in which an article is written."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.body import BodyWidget
from articles.admin.choosing import check_related
from articles.body.sanitize import sanitize
from articles.body.tidy import BodyTooLargeError
from articles.models import Article
from articles.related import pick_related

# Headlines are Arabic in an English newsroom, too, and may begin with a Latin word.
ARABIC = {"lang": "ar", "dir": "rtl"}


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    tell_readers = forms.BooleanField(
        label=_("Tell readers that this was updated"),
        required=False,
        help_text=_("Shows the present time as “updated”. Leave it empty for a slip of the pen."),
    )

    class Meta:
        model = Article
        # The others are named by ArticleAdmin.fieldsets.
        fields = ["standfirst", "body"]
        widgets = {
            # A headline of two lines is read whole; a line break in it becomes a space.
            "title": AdminTextareaWidget(attrs={"rows": 2, **ARABIC}),
            "standfirst": AdminTextareaWidget(attrs={"rows": 3, **ARABIC}),
            "body": BodyWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.status not in publishing.PUBLIC:
            # Nobody has read the story yet.
            del self.fields["tell_readers"]
        if publishing.is_unread(self.instance) and self.instance.slug == Article.slug_for(self.instance.title):
            # An address that nobody typed or read goes on following the title.
            self.initial["slug"] = ""

        if self.instance.pk is not None:
            self.initial["related"] = list(self.instance.picks.values_list("picked", flat=True))

    def clean_related(self) -> list[Article]:
        stories: list[Article] = self.cleaned_data["related"]
        check_related(self.instance, stories)
        return stories

    def clean_body(self) -> str:
        try:
            return sanitize(self.cleaned_data["body"])
        except BodyTooLargeError as error:
            message = _("This text is too large to be stored. Divide it, or paste it without its formatting.")
            raise ValidationError(message, code="too_large") from error

    def _save_m2m(self) -> None:
        # Django would store the picks without their order, and tags that are new not at all.
        related = self.cleaned_data.pop("related", None)
        for tag in self.cleaned_data.get("tags", []):
            if tag.pk is None:
                tag.save()
        super()._save_m2m()  # type: ignore[misc]  # because the stubs leave it out
        if related is not None and "related" in self.changed_data:
            self.cleaned_data["related"] = related
            pick_related(self.instance, related)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "published_at" in data:
            data["published_at"] = publishing.publication_time(data.get("status", ""), data["published_at"])
        return data
