"""The form of breaking news: its words, the story to which it leads, and how long it stands."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.named import ARABIC
from articles.admin.opened_version import OPENED, OpenedVersionField, open_again
from articles.editing.telling import clock, name_of
from articles.models import Article, BreakingNews
from articles.site.breaking.setting import ChangedMeanwhileError, hold
from articles.site.conventions import digits_lazy

# Hours by the value of their button; the last one asks for a moment.
HOURS = {"1": 1, "3": 3, "6": 6, "12": 12}
EXACTLY = "exactly"
LASTINGS = [
    ("1", _("For one hour")),
    ("3", digits_lazy(_("For 3 hours"))),
    ("6", digits_lazy(_("For 6 hours"))),
    ("12", digits_lazy(_("For 12 hours"))),
    (EXACTLY, _("Until a moment that I choose")),
]
USUAL = "3"


class BreakingNewsForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    lasting = forms.ChoiceField(
        label=_("How long it stands"),
        choices=LASTINGS,
        initial=USUAL,
        widget=forms.RadioSelect,
        help_text=_("It goes away by itself, and earlier where you end it."),
    )

    opened_version = OpenedVersionField()
    # What a colleague set while this was typed.
    theirs: BreakingNews | None = None

    class Meta:
        model = BreakingNews
        # The others are named by BreakingNewsAdmin.fields.
        fields = ["words"]
        # A line break in it becomes a space.
        widgets = {"words": AdminTextareaWidget(attrs={"rows": 2, **ARABIC})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ends_at" in self.fields:
            self.fields["ends_at"].required = False
        if self.instance.pk is not None:
            self.initial["lasting"] = EXACTLY
        if not self.is_bound:
            stands = self.instance if self.instance.pk else BreakingNews.objects.standing().first()
            self.initial[OPENED] = stands.edition if stands else ""

    def clean_article(self) -> Article | None:
        article: Article | None = self.cleaned_data["article"]
        if article is not None and not Article.objects.published().filter(pk=article.pk).exists():
            message = _(
                "Readers cannot read this story. Publish it first, choose another one, or leave the box empty."
            )
            raise ValidationError(message, code="unread")
        return article

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        now = timezone.now()
        lasting = data.get("lasting")
        if lasting in HOURS:
            # What an unseen box says does not matter.
            self.errors.pop("ends_at", None)
            data["ends_at"] = now + timedelta(hours=HOURS[lasting])
        elif lasting == EXACTLY and "ends_at" in data:
            self.check_end(data["ends_at"], now)
        # A POST without the field is a script's, as at a story's form.
        if not self.errors and OPENED in self.data:
            self.check_opened(data)
        return data

    def check_opened(self, data: dict[str, Any]) -> None:
        typed = {name: data[name] for name in ("words", "article", "ends_at")}
        news = BreakingNews(pk=self.instance.pk, **typed)
        news.clean()
        try:
            hold(news, opened=data[OPENED])
        except ChangedMeanwhileError as error:
            self.theirs = error.news
            open_again(self, error.news.edition)
            raise ValidationError(saved_meanwhile(error.news), code="changed") from None

    def check_end(self, ends_at: datetime | None, now: datetime) -> None:
        if ends_at is None:
            self.add_error("ends_at", ValidationError(_("Type the day and the time when it ends."), code="required"))
        elif ends_at <= now:
            message = _("This moment has passed. Type one that lies ahead; what stands already is ended in the list.")
            self.add_error("ends_at", ValidationError(message, code="past"))


def saved_meanwhile(news: BreakingNews) -> str:
    """Return who set or changed it last, and when, in a query."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(news), object_id=str(news.pk))
    entry = entries.select_related("user").order_by("-pk").first()
    said = gettext(
        "Breaking news was saved by %(name)s at %(time)s, after you had opened this page. It stands above, and yours "
        "below. If you save once more, yours takes its place."
    )
    by, at = (entry.user, entry.action_time) if entry else (news.set_by, news.set_at)
    return said % {"name": name_of(by), "time": clock(at)}
