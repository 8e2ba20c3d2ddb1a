"""Sets of paragraphs with questions, in the shape of SQuAD, and the ways in which people misspell a question."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MARKS = "\u064e\u064f\u0650\u0651\u0652\u064b"
LONG_WORD = 5


class Paragraph(NamedTuple):
    title: str
    text: str


class Question(NamedTuple):
    """A question, and the place in the list of the paragraph that answers it."""

    text: str
    answered_by: int


def read_set(path: Path) -> tuple[list[Paragraph], list[Question]]:
    """Return the paragraphs and questions of a file in the shape of SQuAD; its answers are not needed."""
    paragraphs: list[Paragraph] = []
    questions: list[Question] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [Question(each["question"], len(paragraphs)) for each in paragraph["qas"]]
            paragraphs.append(Paragraph(article.get("title") or paragraph["context"][:80], paragraph["context"]))
    return paragraphs, questions


def vocalised(text: str, chance: random.Random) -> str:
    """Put a mark after each Arabic letter."""
    return "".join(letter + chance.choice(MARKS) if letter in LETTERS else letter for letter in text)


def stretched(text: str, chance: random.Random) -> str:
    """Stretch each word by a tatweel or three after its second letter."""
    return " ".join(
        word[:2] + "ـ" * chance.randint(1, 3) + word[2:] if len(word) > 3 else word for word in text.split()
    )


def without_hamza(text: str, chance: random.Random) -> str:
    """Write as phones are typed on: no hamza on alef, ه for ة, ي for ى."""
    return text.translate(str.maketrans("أإآٱةى", "اااا" + "هي"))


def persian(text: str, chance: random.Random) -> str:
    """Write ي, ك and ه as Persian and Urdu keyboards do, and digits as well."""
    return text.translate(str.maketrans("يكه0123456789", "یکہ۰۱۲۳۴۵۶۷۸۹"))


def mistyped(text: str, chance: random.Random) -> str:
    """Make one slip in every word of five letters or more."""
    return " ".join(slip(word, chance) if sum(map(str.isalpha, word)) >= LONG_WORD else word for word in text.split())


def slip(word: str, chance: random.Random) -> str:
    """Leave a letter out, add one, take a wrong one, or change two about."""
    place = chance.randrange(len(word) - 1)
    before, here, after = word[:place], word[place], word[place + 1 :]
    letter = chance.choice(LETTERS)
    return chance.choice(
        [before + after, before + letter + here + after, before + letter + after, before + after[0] + here + after[1:]]
    )


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "as written": lambda text, chance: text,
    "vocalised": vocalised,
    "stretched": stretched,
    "without hamza": without_hamza,
    "Persian letters": persian,
    "one typo in every long word": mistyped,
}
