"""Home and sections as readers see them: what is pinned stands in its slot, and the rest fills itself."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.front_page.models import Layout
from articles.models import Article, RelatedPick
from articles.paging import PAGE_SIZE
from tests.articles.front_page.arranging import arrange_page, cards, keys, pinned
from tests.factories import HIDDEN, make_article, make_author, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(groups=("Editors",))


@pytest.fixture
def stories() -> list[Article]:
    """Return thirty stories of one section, the newest first."""
    section, now = make_section(), timezone.now()
    return [make_article(section=section, published_at=now - timedelta(hours=hours)) for hours in range(1, 31)]


class TestHome:
    def test_the_newest_fill_the_slots_in_their_order(self, client: Client, stories: list[Article]) -> None:
        found = cards(client)
        assert found["card-lead"] == keys(stories[0])
        assert found["card-beside"] == keys(*stories[1:5])
        assert found["card-line"] == keys(*stories[5:11])
        assert found["card-front"] == keys(*stories[11:15])

    def test_one_of_the_newest_with_a_picture_leads(self, client: Client, stories: list[Article]) -> None:
        Article.objects.filter(pk=stories[3].pk).update(lead_picture=make_picture())
        found = cards(client)
        assert found["card-lead"] == keys(stories[3])
        assert found["card-beside"] == keys(*stories[:3], stories[4])

    def test_a_pinned_story_stands_in_its_slot_and_nowhere_else(
        self, client: Client, stories: list[Article], editor: User
    ) -> None:
        arrange_page(pinned("lead-1", stories[20]), pinned("secondary-2", stories[0]), by=editor)
        found = cards(client)
        assert found["card-lead"] == keys(stories[20])
        assert found["card-beside"] == keys(stories[1], stories[0], stories[2], stories[3])
        shown = [key for each in found.values() for key in each]
        assert len(shown) == len({*shown})

    def test_it_leaves_its_slot_at_its_end(
        self, client: Client, stories: list[Article], editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later = timezone.now() + timedelta(hours=1)
        arrange_page(pinned("lead-1", stories[20], later), by=editor)
        assert cards(client)["card-lead"] == keys(stories[20])
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert cards(client)["card-lead"] == keys(stories[0])

    @pytest.mark.parametrize("change", [*HIDDEN, {"status": "archived"}])
    def test_what_lists_do_not_show_gives_its_slot_back(
        self, client: Client, stories: list[Article], editor: User, change: dict[str, Any]
    ) -> None:
        arrange_page(pinned("lead-1", stories[20]), by=editor)
        Article.objects.filter(pk=stories[20].pk).update(**change)
        assert cards(client)["card-lead"] == keys(stories[0])

    @pytest.mark.parametrize(
        ("layout", "counts"), [(Layout.QUIET, (1, 2, 3)), (Layout.NORMAL, (1, 4, 6)), (Layout.BIG, (1, 3, 6))]
    )
    def test_each_density_has_its_slots(
        self, client: Client, stories: list[Article], editor: User, layout: Layout, counts: tuple[int, int, int]
    ) -> None:
        arrange_page(by=editor, layout=layout)
        found = cards(client)
        beside = found.get("card-beside", []) or found["card-below"]
        assert (len(found["card-lead"]), len(beside), len(found["card-line"])) == counts
        assert f"top top-{layout}" in client.get("/").content.decode()

    def test_a_pin_of_a_slot_that_a_density_lacks_waits_for_another(
        self, client: Client, stories: list[Article], editor: User
    ) -> None:
        arrange_page(pinned("strip-6", stories[0]), by=editor, layout=Layout.QUIET)
        assert cards(client)["card-lead"] == keys(stories[0])

    def test_a_first_day_with_one_story_shows_it(self, client: Client) -> None:
        story = make_article()
        assert cards(client) == {"card-lead": keys(story)}

    def test_picked_stories_stand_as_lines_below_the_lead(self, client: Client, stories: list[Article]) -> None:
        for position, picked in enumerate([stories[25], stories[1], stories[26], stories[27]]):
            RelatedPick.objects.create(article=stories[0], picked=picked, position=position)
        lines = client.get("/").content.decode().partition('<ul class="lines">')[2].partition("</ul>")[0]
        # One of them stands beside the lead already, and two are enough.
        assert re.findall(r'href="/news/(\d+)/', lines) == [str(key) for key in keys(stories[25], stories[26])]


class TestSection:
    def test_its_top_stands_above_its_list(self, client: Client, stories: list[Article]) -> None:
        found = cards(client, stories[0].section.get_absolute_url())
        assert found["card-lead"] == keys(stories[0])
        assert found["card-beside"] == keys(*stories[1:5])
        assert found["card-line"] == keys(*stories[5:8])
        assert found["card-row"] == keys(*stories[8 : 8 + PAGE_SIZE])

    def test_the_next_page_goes_on_where_the_list_ended(self, client: Client, stories: list[Article]) -> None:
        address = stories[0].section.get_absolute_url()
        query = client.get(address).content.decode().partition('rel="next" href="')[2].partition('"')[0]
        assert cards(client, address + query) == {"card-row": keys(*stories[28:])}

    def test_lines_below_the_lead_take_nothing_from_the_list(self, client: Client, stories: list[Article]) -> None:
        for position, picked in enumerate(stories[9:11]):
            RelatedPick.objects.create(article=stories[0], picked=picked, position=position)
        address = stories[0].section.get_absolute_url()
        assert cards(client, address)["card-row"] == keys(stories[8], *stories[11:30])
        section = stories[0].section
        make_article(section=section, published_at=stories[-1].published_at - timedelta(days=1))
        assert 'rel="next"' in client.get(address).content.decode()

    def test_a_pin_moves_nothing_else_out_of_the_list(
        self, client: Client, stories: list[Article], editor: User
    ) -> None:
        section = stories[0].section
        arrange_page(pinned("lead-1", stories[15]), by=editor, section=section)
        found = cards(client, section.get_absolute_url())
        assert found["card-lead"] == keys(stories[15])
        assert found["card-row"] == keys(*stories[7:15], *stories[16:28])

    def test_home_and_other_sections_are_not_touched(
        self, client: Client, stories: list[Article], editor: User
    ) -> None:
        arrange_page(pinned("lead-1", stories[15]), by=editor, section=make_section())
        assert cards(client)["card-lead"] == keys(stories[0])
        assert cards(client, stories[0].section.get_absolute_url())["card-lead"] == keys(stories[0])

    def test_an_empty_one_speaks(self, client: Client) -> None:
        html = client.get(make_section().get_absolute_url()).content.decode()
        assert 'class="empty"' in html

    @pytest.mark.parametrize("cursor", ["", "nonsense", "1-", "99999999999999999-1"])
    def test_a_broken_cursor_gives_the_first_page(self, client: Client, stories: list[Article], cursor: str) -> None:
        address = stories[0].section.get_absolute_url()
        found = cards(client, f"{address}?before={cursor}")
        assert found.get("card-lead", keys(stories[0])) == keys(stories[0])


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "label"),
        [("analysis", "تحليل"), ("opinion", "رأي"), ("pictures", "بالصور"), ("video", "فيديو"), ("live", "مباشر")],
    )
    def test_a_card_says_what_is_no_plain_news(self, client: Client, kind: str, label: str) -> None:
        make_article(kind=kind, title="عنوان")
        html = client.get("/").content.decode()
        assert f'<span class="kind kind-{kind}">{label}</span> عنوان' in html
        assert f"card-{kind}" in html

    def test_plain_news_says_nothing(self, client: Client) -> None:
        make_article()
        assert 'class="kind' not in client.get("/").content.decode()

    @pytest.mark.parametrize("path", ["/", "/latest/", "section"])
    def test_an_opinion_names_its_writers(self, client: Client, path: str) -> None:
        writers = make_author(name="سلمى <القنديل>"), make_author(name="رنا الورّاق")
        story = make_article(kind="opinion", authors=writers)
        html = client.get(story.section.get_absolute_url() if path == "section" else path).content.decode()
        assert '<p class="card-writer">سلمى &lt;القنديل&gt;، رنا الورّاق</p>' in html

    def test_other_stories_name_nobody(self, client: Client) -> None:
        make_article(kind="analysis", authors=(make_author(),))
        assert "card-writer" not in client.get("/").content.decode()
