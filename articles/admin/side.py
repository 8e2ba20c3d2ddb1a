"""What stands beside the form of an article: one panel a subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """``template`` is a part that reads ``panel``; its fields belong to the article's form by ``form="article_form"``.

    Buttons that do something of their own stand in forms of their own, since the panels lie outside the article's.
    """

    name: str
    heading: str | Promise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
