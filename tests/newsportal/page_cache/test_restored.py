"""After a database was restored from an older copy, while pages and numbers stayed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from newsportal import generations
from newsportal.mirror import stamp_of
from newsportal.models import Generation
from newsportal.shared_numbers import raise_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahead(store: str) -> int:
    """A number from a time when a clock stood wrong, of which the restored rows know nothing."""
    number = stamp_of(timezone.now() + timedelta(days=400))
    if store == "redis":
        raise_to({"site": number})
    else:
        generations._raise_to({"site": number})
    return number


def test_every_page_is_made_anew_whatever_the_clocks_said(reader, new_process, ahead, commit):
    assert reader.get("/about/").came_from == "miss"
    with commit():
        call_command("clear_pages", verbosity=0)
    assert Generation.objects.get(name="site").number == ahead + 1
    assert reader.get("/about/").came_from == "miss"
    assert new_process().get("/about/").came_from == "hit"


def test_next_change_is_seen(reader, ahead, commit):
    reader.get("/about/")
    with commit():
        generations.advance("site")
    assert reader.get("/about/").came_from == "miss"
