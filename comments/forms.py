"""The form below a story."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.inputs import EmailField, LineField, TextField, WebsiteField
from comments.layout import laid_out
from comments.models import Comment

# Up to eleven days.
ELAPSED = re.compile("[0-9]{1,9}")


def limit_of(name: str) -> int:
    """Return how many characters a column takes."""
    return int(getattr(Comment._meta.get_field(name), "max_length", 0))


class CommentForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """A reader's comment on ``instance.article``; ``answered`` is the comment that an empty form replies to."""

    text = TextField(
        label=_("Comment"),
        limit=limit_of("text"),
        required_message=_("Write your comment here before you send it."),
        widget=forms.Textarea(attrs={"rows": "8", "dir": "auto"}),
    )
    name = LineField(
        label=_("Name"),
        limit=limit_of("name"),
        required_message=_("Write the name that stands above your comment."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    email = EmailField(
        label=_("E-mail"),
        limit=limit_of("email"),
        required_message=_("Write your e-mail address; readers do not see it."),
    )
    website = WebsiteField(label=_("Website"), limit=limit_of("website"), required=False)
    parent = forms.ModelChoiceField(
        queryset=Comment.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "The comment that you reply to is no longer shown. Send again to post yours on its own."
            ),
        },
    )
    correction = forms.BooleanField(
        label=_("This is a correction"),
        required=False,
        help_text=_("Your text goes to the editors of this story, and is not published."),
    )
    may_be_named = forms.BooleanField(label=_("You may thank me by name if the story is corrected"), required=False)
    # Programs fill in every text input. No browser's autofill knows this name.
    topic = forms.Field(label=_("Leave this field empty"), required=False, widget=forms.TextInput)
    # Milliseconds since the form was first used, which a script counts; anything else says nothing.
    elapsed = forms.Field(required=False, widget=forms.HiddenInput)
    # For the browser's script alone.
    remember = forms.Field(
        label=_("Save my name, e-mail and website in this browser for my next comment."),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-remember": ""}),
    )

    class Meta:
        model = Comment
        fields = ["text", "name", "email", "website", "parent"]

    def __init__(self, *args: Any, answered: Comment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answered = answered
        if answered:
            self.initial["parent"] = answered.pk
        # The stubs know a field of the form only by its base class.
        parents: Any = self.fields["parent"]
        parents.queryset = Comment.objects.approved().filter(article_id=self.instance.article_id)

    def add_prefix(self, field_name: str) -> str:
        # The address is a contract: the text is posted as "comment".
        return super().add_prefix("comment" if field_name == "text" else field_name)

    def clean_parent(self) -> Comment | None:
        self.answered = self.cleaned_data["parent"]
        parent = self.answered.reply_parent() if self.answered else None
        self.instance.answered = self.answered if self.answered != parent else None
        return parent

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if field == "parent":
            # The same form, sent again, is to succeed.
            self.data = {**dict(self.data.items()), "parent": ""}

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in; known after validation."""
        return bool(self.cleaned_data.get("topic"))

    @property
    def milliseconds(self) -> int | None:
        """The milliseconds from the first use of the form to its sending, where its script said so."""
        said = str(self.cleaned_data.get("elapsed") or "")
        return int(said) if ELAPSED.fullmatch(said) else None

    @cached_property
    def helper(self) -> FormHelper:
        return laid_out(
            gettext("Send comment"),
            "text",
            Div("name", "email", css_class="field-pair"),
            "website",
            "parent",
            "elapsed",
            Div(
                Field("correction", template="newsportal/tick.html"),
                Field("may_be_named", template="newsportal/tick.html"),
                css_class="correction-ticks",
            ),
            Field("remember", template="newsportal/check.html"),
            Field("topic", template="newsportal/trap.html", autocomplete="off", tabindex="-1"),
        )
