"""What a reader typed, as search understands it."""

import re
from dataclasses import dataclass

from newsportal.arabic.words import stem, telling, tokens

# What is typed beyond these is left out, and the page says so: a search costs by the word.
MOST_CHARACTERS = 200
MOST_WORDS = 16

_QUOTED = re.compile('"([^"]*)"|«([^»]*)»|“([^”]*)”')

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """The telling words of a search and its quoted phrases, folded, each once."""

    words: Tokens
    phrases: tuple[Tokens, ...]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def unquoted(self) -> Tokens:
        """The words of the query and of its phrases, as if nothing were quoted."""
        words = [*self.words, *(word for phrase in self.phrases for word in phrase)]
        return tuple(dict.fromkeys(telling(words) or words))[:MOST_WORDS]

    @property
    def stems(self) -> frozenset[str]:
        """What a text is marked by."""
        return frozenset(map(stem, [*self.words, *(word for phrase in self.phrases for word in phrase)]))


def parse(text: str) -> Query:
    """Read what was typed into the search box: a query comes of anything, an empty one where it holds no letter.

    Stop words leave it unless nothing else is left, but stay in a quoted phrase. A quotation of one word is a word.
    """
    typed = " ".join(text.split())
    kept = typed[:MOST_CHARACTERS]
    phrases: dict[Tokens, None] = {}
    for phrase in map(_phrase, _QUOTED.finditer(kept)):
        if len(phrase) > 1 and sum(map(len, [*phrases, phrase])) <= MOST_WORDS:
            phrases[phrase] = None
    written = tokens(_QUOTED.sub(lambda found: " " if len(_phrase(found)) > 1 else found[0], kept))
    words = list(dict.fromkeys(telling(written) or ([] if phrases else written)))
    return Query(
        words=tuple(words[:MOST_WORDS]),
        phrases=tuple(phrases),
        is_cut=len(typed) > MOST_CHARACTERS or len(words) > MOST_WORDS,
    )


def _phrase(found: re.Match[str]) -> Tokens:
    return tuple(tokens("".join(filter(None, found.groups()))))[:MOST_WORDS]
