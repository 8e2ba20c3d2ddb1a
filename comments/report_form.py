"""The form by which a reader reports a comment."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.inputs import LineField
from comments.layout import laid_out
from comments.models import Report
from comments.rules.fields import REQUIRED

NO_REASON = _("Choose one of the reasons.")


class ReportForm(forms.Form):
    """What is wrong with a comment: one of the reasons, and a line in the reader's own words."""

    # What stands above the errors.
    not_sent = _("Your report was not sent")

    reason = forms.ChoiceField(
        label=_("Reason for the report"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={REQUIRED.code: NO_REASON, "invalid_choice": NO_REASON},
    )
    line = LineField(
        label=_("A word to the moderators (optional)"),
        limit=int(Report._meta.get_field("line").max_length or 0),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    @cached_property
    def helper(self) -> FormHelper:
        reasons = Field("reason", template="newsportal/choices.html")
        return laid_out(gettext("Send the report"), reasons, "line")
