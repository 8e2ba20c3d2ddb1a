"""What the form says of addresses under which there is nothing to embed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.body.embeds import embed_addresses, provider_of, recognise
from articles.body.sanitize import sanitize
from articles.body.tidy import BodyTooLargeError
from newsportal.arabic.bidi import isolate

DEAD = {
    "youtube": _("This address of YouTube names no video. Open the video there and copy its address: %(address)s"),
    "x": _("This address of X names no post. Open the post itself and copy its address: %(address)s"),
    "facebook": _("This address of Facebook names no post. Open the post or video and copy its address: %(address)s"),
    "link": _("This is no address of the web, such as https://example.com/story: %(address)s"),
}


def dead_embed(address: str) -> ValidationError:
    """Return the error that says what is wrong with an address that names nothing."""
    message = DEAD[provider_of(address)]
    return ValidationError(message, code="dead_embed", params={"address": isolate(address[:300])})


def clean_text(typed: str) -> str:
    """Return a posted body as it may be stored.

    Raises ValidationError for one that is too large, and for embeds under whose addresses there is nothing.
    """
    try:
        body = sanitize(typed)
    except BodyTooLargeError as error:
        message = _("This text is too large to be stored. Divide it, or paste it without its formatting.")
        raise ValidationError(message, code="too_large") from error
    if dead := dead_embeds(typed):
        raise ValidationError(dead)
    return body


def dead_embeds(body: str) -> list[ValidationError]:
    """Return an error for each address in a posted body, as it came, that names nothing; each address once."""
    return [dead_embed(address) for address in embed_addresses(body) if recognise(address) is None]
