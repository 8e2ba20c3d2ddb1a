"""Which characters words of the newsroom may hold, in bodies and in single lines."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from newsportal.arabic.characters import plain_letters

# Controls, lone surrogates and noncharacters, which databases and XML refuse; and the characters that turn the
# direction of what follows (UAX #9: U+202A-202E, U+2066-2069; U+206A-206F are their deprecated kin). Blocks and `dir`
# do that work in a page, an unbalanced one disguises text; LRM, RLM and ALM, which are harmless, stay.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# A vertical tab is how word processors break a line inside a paragraph.
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean_words(text: str) -> str:
    r"""Return the text without unwanted characters, with ``\n`` at line ends.

    It composes nothing (NFC), since words that an element parts could compose anew when the text is cleaned again.
    """
    return UNWANTED.sub("", LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """Return the text as a headline, name or caption is stored: one line, single spaces inside and none around.

    Presentation forms become letters and zero-width characters go, joiners too: two titles that look alike are
    spelt alike. A body keeps all of them.
    """
    return " ".join(plain_letters(clean_words(text)).split())


def clean_lines(row: models.Model, *names: str) -> None:
    """Put the named fields of a row into the form that one_line() gives; feeds and sitemaps break over controls."""
    for name in names:
        setattr(row, name, one_line(getattr(row, name)))


def check_lengths(row: models.Model, *names: str) -> None:
    """Raise ValidationError where a cleaned field is too long for its column: a ligature may hide four letters."""
    errors = {}
    for name in names:
        # A text field has no validator of its own for this.
        limit = row._meta.get_field(name).max_length  # type: ignore[union-attr]  # because all are columns
        try:
            if limit is not None:
                MaxLengthValidator(limit)(getattr(row, name))
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
