"""One stored page: its bytes, ready to be sent, and for how long they are true."""

import hashlib
import json
import math
from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.core.handlers.wsgi import WSGIRequest
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from newsportal import generations
from newsportal.page_cache import cdn
from newsportal.page_cache.encodings import compress, decompress, negotiate
from newsportal.page_cache.rules import Key, Place

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], Any]
Answer = tuple[Headers, list[bytes]]
Value = TypeVar("Value")

# While the generations of a lagging part stay, the page lives on; where one moved, the page is remade.
LAG_SECONDS = 60.0
# The conditions of a browser are one tag or one date. Longer ones cost more to read than the page to send.
LONGEST_CONDITION = 2_000
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

# RFC 9211: an operator reads in Cache-Status where an answer came from, and whether it is past its generation.
STORED = "newsportal; fwd=miss; stored"
HIT = "newsportal; hit"
RENEWED = "newsportal; hit; detail=renewed-meanwhile"
OUTAGE = "newsportal; hit; detail=database-down"
PAST = (RENEWED, OUTAGE)

# A stored moment lies before the year 5138: whatever follows is none.
LAST_MOMENT = 1e11

# What a 304 repeats (RFC 9110, 15.4.5).
ABOUT_THE_COPY = {"cache-control", "cache-tag", "etag", "last-modified", "surrogate-key", "vary"}


class Page:
    """A finished 200 response without what belongs to one request.

    ``numbers`` and ``lag_numbers`` are the generations read before it was made; moments are seconds since 1970.
    """

    def __init__(
        self,
        key: Key,
        place: Place,
        *,
        numbers: tuple[int, ...],
        lag_numbers: tuple[int, ...],
        headers: Headers,
        body: bytes,
        made_at: float,
        ends_at: float,
    ) -> None:
        self.key = key
        self.numbers = numbers
        self.lag_numbers = lag_numbers
        self.headers = headers
        self.body = body
        self.made_at = made_at
        self.ends_at = ends_at
        self.names = place.names
        self.slots = generations.slots(*place.names)
        self.lag_slots = generations.slots(*place.rule.lagging)
        self.due_at = min(ends_at, made_at + LAG_SECONDS) if self.lag_slots else ends_at
        # Weak: the same page in another encoding is another sequence of bytes (RFC 9110, 8.8.1).
        self.etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        # Two pages made within one second must not share a date, so that a page gets one when its second is over.
        self.last_modified = int(made_at) + 1
        self.is_kept = False
        self.is_used = False
        # When the shared cache last said that the numbers stand.
        self.asked_at = 0.0
        self._bodies = {"identity": body}
        self._answers: dict[str, Answer] = {}
        # Until when the answers hold: what they say of the page's date and to a CDN changes with time.
        self._renews_at = 0.0
        self._has_date = False
        self._control = ""

    @property
    def weight(self) -> int:
        """Bytes that the page may come to hold in memory, with its compressed copies."""
        return 2 * len(self.body) + 4_000

    def is_true(self, now: float) -> bool:
        """Return whether the page may be sent as it is, as far as this machine knows."""
        return generations.holds(self.slots, self.numbers) and (now < self.due_at or not self._is_due(now))

    def is_moved(self, numbers: tuple[int, ...]) -> bool:
        """Return whether a generation of the page has moved, as this machine knows or as these numbers tell.

        They are what the shared cache says, which a machine with a full disk cannot note.
        """
        told = any(number > own for number, own in zip(numbers, self.numbers, strict=True))
        return told or not generations.holds(self.slots, self.numbers)

    def answer(
        self, environ: dict[str, Any], start_response: StartResponse, *, now: float, note: str = HIT
    ) -> list[bytes]:
        """Send the page, or word that the reader's copy is still the present one; a range is answered whole."""
        if now >= self._renews_at:
            self._renew(now)
        if environ.get("HTTP_IF_NONE_MATCH") == self.etag:
            status = 304
        elif (
            "HTTP_IF_NONE_MATCH" in environ
            or "HTTP_IF_MODIFIED_SINCE" in environ
            or "HTTP_IF_MATCH" in environ
            or "HTTP_IF_UNMODIFIED_SINCE" in environ
        ):
            status = self._evaluate(environ)
        else:
            status = 200
        if status != 200:
            return self._send_nothing(status, start_response, note)
        encoding = negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
        # Where another thread renews them meanwhile, an answer of before must not get among the new ones.
        answers = self._answers
        answer = answers.get(encoding) if note is HIT else self._build(encoding, note)
        if answer is None:
            answer = answers[encoding] = self._build(encoding, note)
        start_response("200 OK", answer[0])
        return answer[1] if environ["REQUEST_METHOD"] == "GET" else []

    def dump(self) -> bytes:
        """Return the page for another process."""
        facts = {
            "key": self.key,
            "numbers": self.numbers,
            "lag_numbers": self.lag_numbers,
            "headers": self.headers,
            "made_at": self.made_at,
            "ends_at": self.ends_at,
            "etag": self.etag,
        }
        return json.dumps(facts).encode() + b"\n" + self._encoded("br")

    @classmethod
    def load(cls, stored: bytes, key: Key, place: Place) -> Self | None:
        """Return the page that ``dump()`` wrote, or None where anything is missing or damaged."""
        first, _, packed = stored.partition(b"\n")
        try:
            facts = json.loads(first)
            page = cls(
                key,
                place,
                numbers=tuple(_checked(number, int) for number in facts["numbers"]),
                lag_numbers=tuple(_checked(number, int) for number in facts["lag_numbers"]),
                headers=[(_checked(name, str), _checked(value, str)) for name, value in facts["headers"]],
                body=decompress(packed),
                made_at=_moment(facts["made_at"]),
                ends_at=_moment(facts["ends_at"]),
            )
            is_whole = (facts["key"], facts["etag"]) == (list(key), page.etag)
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        counts = (len(page.numbers), len(page.lag_numbers))
        if not is_whole or counts != (len(page.slots), len(page.lag_slots)):
            return None
        page._bodies["br"] = packed
        page.is_kept = True
        return page

    def _is_due(self, now: float) -> bool:
        """Return whether the page's lifetime is over; one whose lagging parts stand still gets another minute."""
        if now >= self.ends_at or not generations.holds(self.lag_slots, self.lag_numbers):
            return True
        self.due_at = min(self.ends_at, now + LAG_SECONDS)
        return False

    def _renew(self, now: float) -> None:
        """Have the answers made anew: with the page's date once its second is over, and as a CDN is told now.

        A CDN is told the same until it could keep the page past its end; from then on, another number each second.
        """
        left = max(0, math.floor(self.ends_at - now))
        self._has_date = now >= self.last_modified
        self._control = cdn.control(left)
        moments = [] if self._has_date else [float(self.last_modified)]
        if self._control:
            moments.append(self.ends_at - min(left, cdn.whole_time()))
        self._answers = {}
        self._renews_at = min(moments, default=math.inf)

    def _evaluate(self, environ: dict[str, Any]) -> int:
        """Return the status by the request's conditions (RFC 9110, 13.2.2), as Django evaluates them."""
        if any(len(environ.get(name, "")) > LONGEST_CONDITION for name in CONDITIONS):
            return 200
        refusal = get_conditional_response(
            WSGIRequest({"wsgi.input": None, **environ}), etag=self.etag, last_modified=self.last_modified
        )
        return 200 if refusal is None else refusal.status_code

    def _send_nothing(self, status: int, start_response: StartResponse, note: str) -> list[bytes]:
        if status == 304:
            headers = [header for header in self._common(note) if header[0].lower() in ABOUT_THE_COPY]
            start_response("304 Not Modified", [*headers, ("Cache-Status", note)])
        else:
            start_response("412 Precondition Failed", [("Content-Length", "0")])
        return []

    def _common(self, note: str) -> Headers:
        headers = self.headers
        # No CDN may take a page of the past for the present one, the less so where it was just told to drop it.
        if control := "no-cache" if note in PAST else self._control:
            headers = [header for header in headers if header[0].lower() != "cache-control"]
            headers.append(("Cache-Control", control))
        date = [("Last-Modified", http_date(self.last_modified))] if self._has_date else []
        return [*headers, ("ETag", self.etag), *date, ("Vary", "Accept-Encoding")]

    def _build(self, encoding: str, note: str) -> Answer:
        body = self._encoded(encoding)
        headers = [*self._common(note), ("Content-Length", str(len(body))), ("Cache-Status", note)]
        if encoding != "identity" and body is not self.body:
            headers.append(("Content-Encoding", encoding))
        return headers, [body]

    def _encoded(self, encoding: str) -> bytes:
        body = self._bodies.get(encoding)
        if body is None:
            body = self._bodies[encoding] = compress(self.body, encoding)
        return body


def _checked(value: Value, kind: type[Value]) -> Value:
    """Return a stored value of this kind.

    Raises TypeError for another.
    """
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _moment(value: float) -> float:
    """Return a stored moment.

    Raises TypeError or ValueError for what is none.
    """
    if not 0 <= value < LAST_MOMENT:
        raise ValueError(value)
    return value
