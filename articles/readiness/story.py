"""What the checks look at: a story as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articles.readiness.blocks import Block, read_blocks


@dataclass(frozen=True)
class PictureWords:
    """What stands with a picture in the library."""

    alternative_text: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Story:
    """A story before it is published.

    ``body`` is sanitised; ``embeds`` are the addresses that were typed for what stands elsewhere, before that.
    ``pictures`` are those of the library that the body names.
    """

    title: str = ""
    standfirst: str = ""
    body: str = ""
    has_section: bool = True
    has_source: bool = True
    lead: PictureWords | None = None
    pictures: Mapping[int, PictureWords] = field(default_factory=dict)
    embeds: tuple[str, ...] = ()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(read_blocks(self.body))
