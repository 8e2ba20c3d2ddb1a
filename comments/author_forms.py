"""What a comment's author may fill in later: another text, which letters are wanted, an e-mail address."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.forms import CommentForm, limit_of
from comments.inputs import EmailField
from comments.layout import laid_out
from comments.models import Comment


class EditForm(forms.Form):
    """Another text for a comment that waits."""

    # What stands above the errors.
    not_sent = _("Your change was not saved")

    text = CommentForm.base_fields["text"]

    def add_prefix(self, field_name: str) -> str:
        return "comment"

    @property
    def helper(self) -> FormHelper:
        return laid_out(gettext("Save the change"), "text")


class NotifyForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """Which letters the author of a comment wants."""

    class Meta:
        model = Comment
        fields = ["wants_decision", "wants_answers"]
        labels = {
            "wants_decision": _("when it is published or refused"),
            "wants_answers": _("when somebody replies to it"),
        }


class OwnDataForm(forms.Form):
    """The e-mail address of whoever wants to see what was written under it."""

    not_sent = _("Your request was not sent")

    email = EmailField(
        label=_("E-mail"),
        limit=limit_of("email"),
        required_message=_("Write the e-mail address under which you commented."),
    )

    @property
    def helper(self) -> FormHelper:
        return laid_out(gettext("Send me the link"), "email")
