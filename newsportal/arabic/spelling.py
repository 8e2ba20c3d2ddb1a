"""Words that differ from a mistyped one by a single slip of the finger."""

import re
from collections.abc import Iterator

from newsportal.arabic.words import light10

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# Shorter words have so many neighbours that any guess would be one among many.
SHORTEST = 4
# Longer ones are hardly words, and sixteen of them would be more guesses than SQLite takes in one statement.
LONGEST = 15

_ALPHABETS = ((re.compile(f"[{ARABIC}]+"), ARABIC), (re.compile(f"[{LATIN}]+"), LATIN))


def near_stems(token: str) -> set[str]:
    """Return what a token may have been meant to be, as stems at Damerau-Levenshtein distance 1.

    The slip is undone in the whole token, since one in an article or an ending changes what is stemmed, and in its
    stem. A token shorter than four characters, longer than fifteen, or of other characters than Arabic or Latin
    letters, gives nothing. A token of n letters costs about 120 n short strings, and no table of deletions.
    """
    alphabet = next((letters for pattern, letters in _ALPHABETS if pattern.fullmatch(token)), "")
    if not SHORTEST <= len(token) <= LONGEST or not alphabet:
        return set()
    own = light10(token)
    near = {light10(word) for word in _one_slip(token, alphabet)}
    if len(own) >= SHORTEST:
        near.update(_one_slip(own, alphabet))
    return {word for word in near if len(word) >= SHORTEST - 1} - {own}


def _one_slip(word: str, alphabet: str) -> Iterator[str]:
    """Yield the words with one letter less, two letters changed about, one letter changed, one letter more."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in alphabet:
            yield before + letter + after
        if after:
            yield before + after[1:]
            for letter in alphabet:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
