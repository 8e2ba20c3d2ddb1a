"""Plausible headlines and texts without end, out of a list of words and the demo's own paragraphs."""

import random
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from articles.body.build import build, count_words, plain_text
from articles.body.sanitize import sanitize
from articles.demo.load import read
from newsportal.arabic.slugs import slugify
from newsportal.arabic.words import stems

FOLDER = Path(__file__).resolve().parent
PARAGRAPH = re.compile("^<p>.*</p>$", re.MULTILINE)
HEADING = re.compile("^<h2>.*</h2>$", re.MULTILINE)
HEADINGS, PARAGRAPHS_BELOW = 3, 3
FIRST_YEAR, LAST_YEAR = 1990, 2025


class Block(NamedTuple):
    """A paragraph or heading, and what the portal makes of it."""

    html: str
    built: str
    words: int
    stems: list[str]


class Phrase(NamedTuple):
    """A part of a headline, or what follows it in a sentence, and what the portal makes of it."""

    text: str
    slug: str
    words: int
    stems: list[str]


class Text(NamedTuple):
    """A story's words; the slug is its headline's."""

    title: str
    slug: str
    title_stems: list[str]
    standfirst: str
    blocks: list[Block]
    tags: list[str]


def make_block(html: str) -> Block:
    built = build(html, {})
    return Block(html, built, count_words(built), stems(plain_text(built)))


@lru_cache(maxsize=100_000)
def make_phrase(text: str) -> Phrase:
    """Return a part of a line with what saving an article makes of it: that costs most of what writing one does."""
    return Phrase(text, slugify(text, max_length=len(text) + 10), count_words(escape(text)), stems(text))


class Writer:
    """Writes the stories of one of the demo's sections, whose file it is named after."""

    def __init__(self, subject: str) -> None:
        self.words: dict[str, Any] = read("headlines", FOLDER)
        self.bodies: list[str] = self.words["bodies"][subject]
        self.deeds: list[str] = self.words["deeds"][subject]
        entries = read(subject)["articles"]
        bodies = "\n".join(entry["body"] for entry in entries)
        self.paragraphs = [make_block(sanitize(found)) for found in PARAGRAPH.findall(bodies)]
        self.headings = [make_block(sanitize(found)) for found in dict.fromkeys(HEADING.findall(bodies))]
        self.standfirsts: list[str] = [entry["standfirst"] for entry in entries]
        self.tags = sorted({tag for entry in entries for tag in entry["tags"]})

    def write(self, chance: random.Random) -> Text:
        """Return a story of about 350 words."""
        slots = {
            "place": f"{chance.choice(self.words['lands'])} {chance.choice(self.words['names'])}",
            "year": chance.randint(FIRST_YEAR, LAST_YEAR),
            "share": chance.randint(3, 60),
        }
        parts = (chance.choice(self.bodies), chance.choice(self.deeds), chance.choice(self.words["tails"]))
        phrases = [make_phrase(part.format(**slots)) for part in parts if part]
        headline = " ".join(phrase.text for phrase in phrases)
        title_stems = [stem for phrase in phrases for stem in phrase.stems]
        words = sum(phrase.words for phrase in phrases)
        rest = make_phrase(chance.choice(self.words["leads"]).format(headline="", **slots))
        lead = f"<p>{escape(headline + rest.text, quote=False)}</p>"
        paragraphs = iter(chance.sample(self.paragraphs, 1 + HEADINGS * PARAGRAPHS_BELOW))
        blocks = [Block(lead, lead, words + rest.words, [*title_stems, *rest.stems]), next(paragraphs)]
        for heading in chance.sample(self.headings, HEADINGS):
            blocks += [heading, *(next(paragraphs) for _ in range(PARAGRAPHS_BELOW))]
        tags = chance.sample(self.tags, chance.choice((1, 2, 2, 3)))
        slug = "-".join(phrase.slug for phrase in phrases)
        return Text(headline, slug, title_stems, chance.choice(self.standfirsts), blocks, tags)
