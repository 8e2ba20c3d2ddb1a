"""What the tests of front pages share: an editor's arrangement, stored as the deed stores it, and what readers see."""

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.front_page.arrangement import Arrangement, Pinned
from articles.front_page.arranging import arrange, front_of
from articles.front_page.models import Area, Front, Layout
from articles.front_page.slots import Slot
from articles.models import Article, Section
from newsportal import generations

CARD = re.compile(r'<article class="card (card-\w+)[^>]*>.*?</article>', re.DOTALL)
LINK = re.compile(r'class="card-title"><a href="/news/(\d+)/')


def pinned(slot: str, article: Article, ends_at: datetime | None = None) -> Pinned:
    """Return a pin by the name of its slot, such as "secondary-2"."""
    area, _, number = slot.partition("-")
    return Pinned(Slot(Area(area), int(number)), article.pk, ends_at)


def arrange_page(*pins: Pinned, by: User, section: Section | None = None, layout: Layout = Layout.NORMAL) -> Front:
    """Store an arrangement over the one that stands, and let this process see it as after a commit."""
    key = section.pk if section else None
    front = arrange(Arrangement(key, layout, pins), version=front_of(key).version, by=by)
    generations.forget()
    return front


def cards(client: Client, path: str = "/") -> dict[str, list[int]]:
    """Return the keys of the stories on a page by the kind of their cards, in their order."""
    html = client.get(path).content.decode()
    found: dict[str, list[int]] = {}
    for card in CARD.finditer(html):
        found.setdefault(card[1], []).extend(int(key) for key in LINK.findall(card[0]))
    return found


def keys(*stories: Article) -> list[int]:
    return [story.pk for story in stories]


def post(client: Client, path: str, rows: list[dict[str, Any]], **fields: Any) -> Any:
    """Post the form of a front page with these rows."""
    named = {f"pins-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return client.post(path, {"layout": "normal", "version": 0, "pins-total": len(rows), **named, **fields})
