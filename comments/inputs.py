"""Fields for what a reader types: cleaned first, then counted, with errors that say what to do."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.rules.fields import ADDRESS, LENGTH, REQUIRED
from newsportal.arabic.characters import clean_name, clean_text, is_blank

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Valid to URLValidator, and still no part of an address in HTML (URL Standard, "URL code points").
UNSAFE_IN_ADDRESS = re.compile(r"[\"<>\\^`{|}\[\]]")


class LineField(forms.CharField):
    """One line. Blank is what shows nothing to a reader; the length counts characters after NFC."""

    def __init__(self, *, limit: int, required_message: "StrOrPromise" = "", **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)
        if required_message:
            self.error_messages[REQUIRED.code] = required_message

    tidy = staticmethod(clean_name)

    def cleaned(self, value: str) -> str:
        return self.tidy(value)

    def to_python(self, value: Any) -> str:
        text = self.cleaned(str(value)) if value is not None else ""
        return "" if is_blank(text) else text.strip()

    def bound_data(self, data: Any, initial: Any) -> Any:
        # What goes back into the page's box holds no character that a page may not hold.
        return data if data is None else self.tidy(str(data))

    def validate(self, value: str) -> None:
        super().validate(value)
        excess = len(value) - self.limit
        if excess > 0:
            raise ValidationError(
                ngettext_lazy(
                    "Shorten this by %(excess)d character; at most %(limit)d fit.",
                    "Shorten this by %(excess)d characters; at most %(limit)d fit.",
                    "excess",
                ),
                code=LENGTH.code,
                params={"excess": excess, "limit": self.limit},
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "maxlength": str(self.limit)}


class TextField(LineField):
    """Several lines. A paste must not be cut silently, so that the limit is there for the counter alone."""

    widget = forms.Textarea
    counter_id = "comment-counter"
    tidy = staticmethod(clean_text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-limit": str(self.limit), "data-counter": self.counter_id}


class EmailField(LineField):
    """An e-mail address, in small letters, since people write their own in both."""

    widget = forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"})

    def cleaned(self, value: str) -> str:
        return self.tidy(value).lower()

    def run_validators(self, value: str) -> None:
        if value:
            try:
                validate_email(value)
            except ValidationError:
                raise ValidationError(
                    _("Write the whole e-mail address, such as name@example.com."), code=ADDRESS.code
                ) from None


class WebsiteField(LineField):
    """The address of a website, over http or https; one without a scheme gets https."""

    widget = forms.URLInput(attrs={"dir": "ltr", "autocomplete": "url"})
    is_valid_address = URLValidator(schemes=["http", "https"])

    def cleaned(self, value: str) -> str:
        address = self.tidy(value)
        # A colon alone is no scheme: "javascript:1" becomes a host that nobody can have, and is refused.
        return f"https://{address.lstrip('/')}" if address and "://" not in address else address

    def run_validators(self, value: str) -> None:
        if value:
            try:
                self.is_valid_address(value)
                # A user's name before the host misleads about where the link goes.
                is_plain = "@" not in urlsplit(value).netloc and not UNSAFE_IN_ADDRESS.search(value)
            except (ValidationError, ValueError):
                is_plain = False
            if not is_plain:
                raise ValidationError(
                    _("Write an address such as https://example.com, or leave this field empty."), code=ADDRESS.code
                )
