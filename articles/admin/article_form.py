"""The form in which an article is written."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from articles.admin.body import BodyWidget
from articles.admin.choosing import check_related
from articles.admin.corrections import ChangeForm
from articles.admin.embeds import clean_text
from articles.admin.library_media import CHOSEN_PICTURE
from articles.admin.named import ARABIC
from articles.admin.workflow import choose_move
from articles.models import Article
from articles.related import pick_related
from articles.workflow import moving


class ArticleForm(ChangeForm):
    """``cleaned_data["change_kind"]`` says what kind of change readers are told of, a Revision.Kind."""

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
        if moving.is_unread(self.instance) and self.instance.slug == Article.slug_for(self.instance.title):
            # An address that nobody typed or read goes on following the title.
            self.initial["slug"] = ""
        if self.instance.pk is not None:
            self.initial["related"] = list(self.instance.picks.values_list("picked", flat=True))

    @property
    def media(self) -> forms.Media:
        with_library: forms.Media = super().media + CHOSEN_PICTURE
        return with_library

    def clean_related(self) -> list[Article]:
        stories: list[Article] = self.cleaned_data["related"]
        check_related(self.instance, stories)
        return stories

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"])

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
        choose_move(self, data)
        if "published_at" in data:
            data["published_at"] = moving.publication_time(data.get("status", ""), data["published_at"])
        return data
