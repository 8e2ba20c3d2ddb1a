"""A mail server that keeps what it gets: a real one, spoken to by SMTP."""

import email
import email.policy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from tests.browser.portal import free_port

PATIENCE_SECONDS = 20


class Sink:
    """A mail server's answers: refuses the recipients and texts that a test names, keeps the rest."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []
        self.refused: set[str] = set()
        self.port = free_port()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd calls it so
        if address in self.refused:
            return f"550 no mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 kept"

    def letter_to(self, recipient: str, says: str) -> email.message.EmailMessage:
        """Wait for a letter whose subject says something, and return the latest such one.

        Raises AssertionError where none comes in time.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for letter in reversed(self.letters):
                if letter["To"] == recipient and says in letter["Subject"]:
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"No such letter among {[str(letter['Subject']) for letter in self.letters]}.")


def point_mail_at(settings: Any, port: int) -> None:
    """Let the tests' process send its mail to a server on this machine."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_IS_ON = True
    if hasattr(settings, "MAILERS"):
        options = {"host": "127.0.0.1", "port": port, "timeout": 5}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    else:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, "127.0.0.1", port


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=sink.port)
    server.start()
    try:
        yield sink
    finally:
        server.stop()
