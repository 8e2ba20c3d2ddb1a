"""A story's page says what sort of story it is, to readers and to machines, and is made for it."""

import json
import re
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from tests.factories import make_article, make_author, make_picture

pytestmark = pytest.mark.django_db

VIDEO = '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>'
POST = '<figure data-embed="https://x.com/daily/status/123"></figure>'
LABELS = [("analysis", "تحليل"), ("opinion", "رأي"), ("pictures", "بالصور"), ("video", "فيديو"), ("live", "مباشر")]


def page(client: Client, **fields: Any) -> str:
    return client.get(make_article(**fields).get_absolute_url()).content.decode()


def headings(count: int, *, level: str = "h2") -> str:
    return "".join(f"<{level}>جزء {number}</{level}><p>نص.</p>" for number in range(1, count + 1))


def contents(html: str) -> list[str]:
    part = html.partition('<nav class="contents"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="#([^"]+)">', part)


class TestLabel:
    @pytest.mark.parametrize(("kind", "label"), LABELS)
    def test_it_stands_above_the_headline(self, client: Client, kind: str, label: str) -> None:
        html = page(client, kind=kind)
        assert html.index(f">{label}</span>") < html.index("<h1")
        assert f'<article class="story story-{kind} section-' in html

    def test_an_ended_coverage_is_not_live(self, client: Client) -> None:
        story = make_article(kind="live", coverage_ended_at=timezone.now())
        for address in (story.get_absolute_url(), "/latest/", f"/search/?q={story.title}"):
            html = client.get(address).content.decode()
            assert '<span class="kind kind-ended">تغطية</span>' in html
            assert ">مباشر</span>" not in html

    def test_news_has_none(self, client: Client) -> None:
        assert "story-kind" not in page(client)

    def test_it_is_english_on_an_english_page(self, client: Client) -> None:
        story = make_article(kind="opinion")
        html = client.get(f"/en{story.get_absolute_url()}").content.decode()
        assert '<span class="kind kind-opinion" lang="en" dir="ltr">Opinion</span>' in html


class TestOpinion:
    def test_the_face_of_its_writer_stands_beside_the_name(self, client: Client) -> None:
        writer, other = make_author(portrait=make_picture()), make_author()
        html = page(client, kind="opinion", authors=(writer, other))
        portraits = html.partition('<div class="byline-portraits" aria-hidden="true">')[2].partition("</div>")[0]
        assert portraits.count("<picture") == 1
        assert writer.portrait is not None
        assert writer.portrait.key in portraits

    def test_without_a_portrait_there_is_no_place_for_one(self, client: Client) -> None:
        assert "portrait" not in page(client, kind="opinion", authors=(make_author(),))

    def test_other_stories_show_no_face(self, client: Client) -> None:
        assert "portrait" not in page(client, authors=(make_author(portrait=make_picture()),))


class TestMachines:
    @pytest.mark.parametrize(
        ("fields", "type_"),
        [
            ({}, "NewsArticle"),
            ({"kind": "analysis"}, "AnalysisNewsArticle"),
            ({"kind": "opinion"}, "OpinionNewsArticle"),
            ({"kind": "opinion", "sponsor": "بنك النيل"}, "AdvertiserContentArticle"),
        ],
    )
    def test_they_are_told_the_same(self, client: Client, fields: dict[str, str], type_: str) -> None:
        html = page(client, **fields)
        facts = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
        assert facts["@type"] == type_


class TestLists:
    @pytest.mark.parametrize(("kind", "label"), LABELS)
    def test_search_and_suggestions_say_it_too(self, client: Client, kind: str, label: str) -> None:
        make_article(kind=kind, title="زلزال البحيرات")
        found = client.get("/search/?q=زلزال").content.decode()
        assert f'<span class="kind kind-{kind}">{label}</span> ' in found
        (offered,) = client.get("/search/suggest?q=زلزال").json()["stories"]
        assert offered["title"] == f"{label}: زلزال البحيرات"

    def test_feeds_name_it_among_the_categories(self, client: Client) -> None:
        make_article(kind="opinion")
        assert "<category>رأي</category>" in client.get("/feeds/latest.rss").content.decode()

    def test_no_other_kind_can_be_stored(self) -> None:
        with pytest.raises(IntegrityError, match="articles_article_kind_known"):
            make_article(kind="gossip")


class TestAddresses:
    @pytest.mark.parametrize("query", ["entry=5", "entries=%00", "page=2&entries=7"])
    def test_what_chooses_entries_of_no_coverage_makes_no_page(self, client: Client, query: str) -> None:
        story = make_article()
        answer = client.get(f"{story.get_absolute_url()}?{query}")
        assert (answer.status_code, answer.headers["Location"]) == (302, story.get_absolute_url())


class TestContents:
    def test_four_headings_make_a_list_that_leads_to_them(self, client: Client) -> None:
        html = page(client, body=headings(2) + headings(2, level="h3"))
        anchors = contents(html)
        assert len(anchors) == 4
        assert all(f' id="{anchor}">' in html for anchor in anchors)
        assert "<details open>" in html

    def test_three_make_none(self, client: Client) -> None:
        assert "contents" not in page(client, body=headings(3)).partition("<main")[2].partition("story-foot")[0]

    def test_small_and_empty_headings_do_not_count(self, client: Client) -> None:
        assert contents(page(client, body=headings(3) + headings(3, level="h4") + "<h2> </h2>")) == []

    def test_a_long_one_is_folded(self, client: Client) -> None:
        html = page(client, body=headings(9))
        assert len(contents(html)) == 9
        assert "<details><summary>" in html

    def test_its_words_are_text(self, client: Client) -> None:
        html = page(client, body=headings(3) + "<h2>&lt;b&gt; <strong>قوي</strong> &amp; «حر»</h2>")
        assert ">&lt;b&gt; قوي &amp; «حر»</a>" in html


class TestVideo:
    def test_the_first_embed_stands_above_the_text(self, client: Client) -> None:
        html = page(client, kind="video", body=f"<p>مقدمة.</p>{POST}<p>بعده.</p>{VIDEO}", lead_picture=make_picture())
        lead, _, text = html.partition('data-read="')
        assert "x.com/daily/status/123" in lead.partition('class="lead-video')[2]
        assert "x.com/daily/status/123" not in text
        assert "abcdefghijk" in text
        assert "lead-picture" not in html

    def test_without_an_embed_the_picture_does(self, client: Client) -> None:
        html = page(client, kind="video", body="<p>نص.</p>", lead_picture=make_picture())
        assert "lead-picture" in html

    def test_other_stories_keep_their_order(self, client: Client) -> None:
        html = page(client, body=f"<p>مقدمة.</p>{VIDEO}")
        assert "lead-video" not in html
        assert html.index("مقدمة.") < html.index("abcdefghijk")
