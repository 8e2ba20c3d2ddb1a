"""What an article's text may hold, made certain three times: tidied, then cleaned by bleach, then by nh3.

bleach gets no more releases, so that nothing but this module may import it, and nh3 stands behind it with the same
list. Neither has to change anything that articles/body/tidy.py wrote; a test says so.
"""

import bleach
import nh3

from articles.body.addresses import SCHEMES
from articles.body.allowlist import ATTRIBUTES, TAGS, allowed_value
from articles.body.tidy import BodyTooLargeError, tidy

MAX_LENGTH = 1_000_000


def is_allowed(tag: str, name: str, value: str) -> bool:
    return allowed_value(tag, name, value) is not None


BLEACH = bleach.Cleaner(tags=TAGS, attributes=is_allowed, protocols=SCHEMES, strip=True, strip_comments=True)
NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=allowed_value,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def sanitize(html: str) -> str:
    """Return the text with nothing in it but the allowed elements, attributes and addresses.

    Doing it twice changes nothing more. Raises BodyTooLargeError, a ValueError, for more than ``MAX_LENGTH``
    characters before any cleaning, and for what articles/body/tidy.py finds too large.
    """
    if len(html) > MAX_LENGTH:
        raise BodyTooLargeError(f"A text of {len(html):,} characters is too long: at most {MAX_LENGTH:,} are taken.")
    # Block by block, since the time of both parsers grows with the square of what stands side by side.
    return "".join([NH3.clean(BLEACH.clean(block)) for block in tidy(html)])
