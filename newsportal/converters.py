"""What may stand in an address: keys that a database can hold, and slugs in any script."""

from newsportal.arabic.characters import normalize

# The largest key of a BigAutoField on both databases.
LARGEST_ID = 2**63 - 1
# Every number of so many digits is below it.
_DIGITS = 18


def key_in(text: str | None) -> int | None:
    """Return the key that a query names, None for what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


class IdConverter:
    """A key from 1 to 2^63 - 1, written without leading zeros, so that each row has one address."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Return the key.

        Raises ValueError, which Django takes as "no such address", beyond the largest one.
        """
        key = int(value)
        if key > LARGEST_ID:
            raise ValueError(value)
        return key

    def to_url(self, value: int) -> str:
        return str(value)


class UnicodeSlugConverter:
    """One part of a path as a slug in NFC; what no slug holds still matches, and finds nothing or is redirected.

    Control characters never match: PostgreSQL refuses a text with NUL.
    """

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value
