"""What a letter is made of, and how it gets into the outbox: as plain text and as HTML, in the active language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from newsportal import outbox
from newsportal.design.palette import TOKENS
from newsportal.origin import absolute


@dataclass(frozen=True)
class Letter:
    """The parts of a letter; ``quote`` is what a reader wrote, ``reason`` why the letter came.

    ``rows``: names and numbers of a list; ``choices``: where whoever gets it by choice chooses otherwise.
    """

    subject: str
    lines: list[str]
    reason: str
    button: str = ""
    address: str = ""
    quote: str = ""
    rows: Sequence[tuple[str, str]] = ()
    choices: str = ""


def send(
    letter: Letter, *, key: str, to: str, about: str = "", send_after: datetime | None = None, stop: str = ""
) -> None:
    """Write a letter into the outbox; ``stop``: where one click ends such letters. Does nothing without EMAIL_URL."""
    if not settings.EMAIL_IS_ON:
        return
    context = {
        "letter": letter,
        # So that no text of a reader's passes for the paper's.
        "quoted_lines": letter.quote.split("\n") if letter.quote else [],
        "stop": stop,
        "site_name": settings.SITE_NAME,
        "site_address": absolute("/"),
        # Mailboxes follow no stylesheet, and so no theme.
        "colour": TOKENS["house"].light,
    }
    outbox.write(
        key=key,
        recipient=to,
        subject=letter.subject,
        text=render_to_string("mail/letter.txt", context),
        html=render_to_string("mail/letter.html", context),
        about=about,
        unsubscribe_url=stop,
        send_after=send_after,
    )
