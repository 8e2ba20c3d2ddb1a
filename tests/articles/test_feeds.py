"""Feeds by their addresses: three formats of one list, all with the whole text."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import HIDDEN, make_article, make_author, make_section

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ENDINGS = ["rss", "atom", "json"]


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    if address.endswith("json"):
        return [item["title"] for item in json.loads(answer.content)["items"]]
    root = ET.fromstring(answer.content)
    found = [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    return [item.findtext("title") or item.findtext(f"{ATOM}title") or "" for item in found]


@pytest.mark.parametrize("ending", ENDINGS)
class TestEachFormat:
    def test_it_holds_the_newest_first(self, client: Client, ending: str) -> None:
        now = timezone.now()
        make_article(title="الأقدم", published_at=now - timedelta(hours=2))
        make_article(title="الأحدث & <الأهم>", published_at=now - timedelta(hours=1))
        assert titles(client, f"/feeds/latest.{ending}") == ["الأحدث & <الأهم>", "الأقدم"]

    def test_a_section_has_its_own(self, client: Client, ending: str) -> None:
        section = make_section(name="اقتصاد دولي")
        make_article(title="خبرها", section=section)
        make_article(title="خبر غيرها")
        assert titles(client, f"/feeds/section/{quote(section.slug)}.{ending}") == ["خبرها"]

    def test_an_unknown_section_is_404(self, client: Client, ending: str) -> None:
        assert client.get(f"/feeds/section/nowhere.{ending}").status_code == 404

    @pytest.mark.parametrize("change", [*HIDDEN, {"status": "archived"}])
    def test_it_leaks_nothing(self, client: Client, ending: str, change: dict[str, Any]) -> None:
        story = make_article(**change)
        for address in (f"/feeds/latest.{ending}", f"/feeds/section/{story.section.slug}.{ending}"):
            assert titles(client, address) == []


class TestAtom:
    def test_an_entry_has_its_text_and_its_writers(self, client: Client) -> None:
        make_article(authors=(make_author(name="سلمى"), make_author(name="رنا")), body="<p>نص &amp; أكثر.</p>")
        entry = ET.fromstring(client.get("/feeds/latest.atom").content).find(f"{ATOM}entry")
        assert entry is not None
        assert [name.text for name in entry.iter(f"{ATOM}name")] == ["سلمى", "رنا"]
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert (content.get("type"), content.text) == ("html", "<p>نص &amp; أكثر.</p>")


class TestJson:
    def test_it_is_json_feed(self, client: Client) -> None:
        story = make_article(authors=(make_author(name="سلمى"),))
        answer = client.get("/feeds/latest.json")
        assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
        feed = json.loads(answer.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"].endswith("/feeds/latest.json")
        (item,) = feed["items"]
        assert item["id"].endswith(f"/n/{story.pk}")
        assert item["authors"] == [{"name": "سلمى"}]
        assert item["content_html"] == story.body_html


class TestSectionPage:
    def test_it_names_its_feed(self, client: Client) -> None:
        section = make_section()
        html = client.get(section.get_absolute_url()).content.decode()
        assert f'href="/feeds/section/{quote(section.slug)}.rss"' in html
