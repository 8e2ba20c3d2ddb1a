"""The forms of a restriction: of a comment's author, whom the moderator need not see, or of an address by hand."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.inputs import EmailField, LineField
from comments.models import Comment, Restriction
from newsportal.inputs import DateField

NETWORK_HELP = _(
    "An IPv4 address may stand for thousands of readers of a mobile carrier: give a network an early end."
)

LONGEST = timedelta(days=3_653)


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """What happens, until when and why: all that may be changed without seeing an address."""

    until = DateField(
        label=_("until"),
        required=False,
        help_text=_("The last day; leave it empty for no end."),
        widget=AdminDateWidget,
    )
    reason = LineField(
        label=_("reason"),
        limit=300,
        help_text=_("For your colleagues; the author never reads it."),
        required_message=_("Say why, so that a colleague can tell when it is enough."),
        widget=AdminTextInputWidget(attrs={"dir": "auto"}),
    )

    class Meta:
        model = Restriction
        fields = ["kind", "until", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = last_day(self.instance.ends_at)

    def clean_until(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        if "until" not in self.changed_data:
            return day
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over. Name today or a later one."), code="over")
        if day and day > timezone.localdate() + LONGEST:
            raise ValidationError(_("Name a day within the next ten years, or none."), code="far")
        self.instance.ends_at = end_of(day)
        return day


class AddressForm(TermsForm):
    """A restriction by hand, for those who may see addresses."""

    email = EmailField(label=_("e-mail"), limit=254, required=False)
    network = LineField(
        label=_("network"),
        limit=45,
        required=False,
        help_text=NETWORK_HELP,
        widget=AdminTextInputWidget(attrs={"dir": "ltr", "placeholder": "203.0.113.0/24"}),
    )

    class Meta(TermsForm.Meta):
        fields = ["email", "network", *TermsForm.Meta.fields]


class AuthorForm(TermsForm):
    """A restriction of the author of a comment, whose address nothing tells."""

    # Set by the admin.
    comment: Comment

    concerns = forms.ChoiceField(label=_("what it concerns"), widget=forms.RadioSelect, help_text=NETWORK_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_email, has_network = bool(self.comment.email), bool(self.comment.network)
        offered = [
            ("email", _("The e-mail address"), has_email),
            ("network", _("The network"), has_network),
            ("both", _("Both: either of them is enough"), has_email and has_network),
        ]
        choices: Any = self.fields["concerns"]
        choices.choices = [(name, label) for name, label, is_known in offered if is_known]
        self.initial.setdefault("concerns", "email" if has_email else "network")

    def clean_concerns(self) -> str:
        chosen: str = self.cleaned_data["concerns"]
        self.instance.email = self.comment.email if chosen != "network" else ""
        self.instance.network = self.comment.network if chosen != "email" else ""
        return chosen


def last_day(ends_at: datetime | None) -> date | None:
    """Return the last day on which something holds that ends at a moment, in TIME_ZONE."""
    return timezone.localdate(ends_at - timedelta(microseconds=1)) if ends_at else None


def end_of(day: date | None) -> datetime | None:
    """Return the moment at which a day ends in TIME_ZONE."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
