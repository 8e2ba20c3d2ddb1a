"""Changing how a page is arranged: all of it at once, and never over a colleague's unknown change."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.front_page.arrangement import Arrangement, placed
from articles.front_page.models import Front, Layout, Pin
from articles.models import Article
from newsportal import generations

CHANGE = "articles.change_front"


class RearrangedError(Exception):
    """Somebody arranged the page since it was opened; ``front`` is how it stands now."""

    def __init__(self, front: Front) -> None:
        super().__init__(front.version)
        self.front = front


def front_of(section: int | None) -> Front:
    """Return the stored arrangement's row with who arranged it, or an unsaved one where nobody has yet."""
    rows = Front.objects.select_related("arranged_by", "section")
    return rows.filter(**_place(section)).first() or Front(section_id=section)


def opened(section: int | None) -> tuple[Front, Arrangement]:
    """Return how a page stands, its row and its pins of one moment; costs three queries."""
    with transaction.atomic():
        # Whoever arranges the page holds this row.
        row = Front.objects.filter(**_place(section)).select_for_update().first()
        pins = row.pins.all() if row else ()
        return front_of(section), Arrangement(section, Layout(row.layout) if row else Layout.NORMAL, placed(pins))


def arrange(arrangement: Arrangement, *, version: int, by: User) -> Front:
    """Store an arrangement in the place of the one that stood at ``version``; every process shows it at once.

    Raises PermissionDenied, and RearrangedError where the page stands at another version by now.
    """
    if not by.has_perm(CHANGE):
        raise PermissionDenied
    with transaction.atomic():
        # One that is deleted at this moment waits, and takes its pin along; one that was is left out.
        pinned = Article.objects.filter(pk__in=[pin.article for pin in arrangement.pins])
        there = {*pinned.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)}
        front, _ = Front.objects.select_for_update().get_or_create(**_place(arrangement.section))
        if front.version != version:
            raise RearrangedError(front_of(arrangement.section))
        front.layout, front.version, front.arranged_by = arrangement.layout, version + 1, by
        front.save()
        front.pins.all().delete()
        Pin.objects.bulk_create(_pin(front, **vars(pin)) for pin in arrangement.pins if pin.article in there)
        generations.advance("lists")
    return front


def _place(section: int | None) -> dict[str, Any]:
    """Return what tells the row of a section, or of home, from all others."""
    return {"section_id": section} if section else {"section": None}


def _pin(front: Front, *, slot: Any, article: int, ends_at: Any) -> Pin:
    return Pin(front=front, area=slot.area, number=slot.number, article_id=article, ends_at=ends_at)
