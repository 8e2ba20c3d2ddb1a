"""Plausible headlines and texts without end, out of a list of words and the demo's own paragraphs."""

import random
import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from articles.body.build import build, count_words, plain_text
from articles.body.sanitize import sanitize
from articles.demo.load import read
from newsportal.arabic.words import stems

FOLDER = Path(__file__).resolve().parent
PARAGRAPH = re.compile("^<p>.*</p>$", re.MULTILINE)
HEADING = re.compile("^<h2>.*</h2>$", re.MULTILINE)
HEADINGS, PARAGRAPHS_BELOW = 3, 3
FIRST_YEAR, LAST_YEAR = 1990, 2025


@dataclass(frozen=True)
class Block:
    """A paragraph or heading, and what the portal makes of it."""

    html: str

    @cached_property
    def built(self) -> str:
        return build(self.html, {})

    @cached_property
    def words(self) -> int:
        return count_words(self.built)

    @cached_property
    def stems(self) -> list[str]:
        return stems(plain_text(self.built))


@dataclass(frozen=True)
class Text:
    """A story's words."""

    title: str
    standfirst: str
    blocks: list[Block]
    tags: list[str]


class Writer:
    """Writes the stories of one of the demo's sections, whose file it is named after."""

    def __init__(self, subject: str) -> None:
        self.words: dict[str, Any] = read("headlines", FOLDER)
        self.bodies: list[str] = self.words["bodies"][subject]
        self.deeds: list[str] = self.words["deeds"][subject]
        entries = read(subject)["articles"]
        bodies = "\n".join(entry["body"] for entry in entries)
        self.paragraphs = [Block(sanitize(found)) for found in PARAGRAPH.findall(bodies)]
        self.headings = [Block(sanitize(found)) for found in dict.fromkeys(HEADING.findall(bodies))]
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
        headline = " ".join(filter(None, parts)).format(**slots)
        lead = chance.choice(self.words["leads"]).format(headline=headline, **slots)
        paragraphs = iter(chance.sample(self.paragraphs, 1 + HEADINGS * PARAGRAPHS_BELOW))
        blocks = [Block(f"<p>{escape(lead, quote=False)}</p>"), next(paragraphs)]
        for heading in chance.sample(self.headings, HEADINGS):
            blocks += [heading, *(next(paragraphs) for _ in range(PARAGRAPHS_BELOW))]
        tags = chance.sample(self.tags, chance.choice((1, 2, 2, 3)))
        return Text(headline, chance.choice(self.standfirsts), blocks, tags)
