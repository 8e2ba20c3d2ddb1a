"""The joined strings around a story against templates, in which Django itself escapes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString

from articles.metadata import article_metadata
from articles.models import Article
from articles.story import foot_html, head_html, lead_html
from tests.factories import make_article, make_author, make_picture, make_section, make_settings, make_source, make_tag

pytestmark = pytest.mark.django_db

MARKUP = Path(__file__).resolve().parent.parent / "data" / "markup"

ODD = "<b>\"O'Neil\" & 'رنا'</b> {{ x }} {text} %s"
ADDRESS = "http://testserver/n/7?a=1&b='2'"
MOMENT = datetime(2026, 11, 23, 11, 5, 6, 789, tzinfo=UTC)


def make_odd_article(**fields: Any) -> Article:
    """Return a story all of whose words are odd."""
    article = make_article(
        title=ODD,
        standfirst=ODD,
        dateline=ODD,
        section=make_section(name=ODD),
        source=make_source(name=f"TRT {ODD}"),
        source_address="https://agency.example/?a=1&b='2'",
        lead_picture=make_picture(alternative_text=ODD, caption=ODD, credit=ODD),
        authors=(make_author(name=f"A {ODD}"), make_author(name="Yahoo!")),
        tags=(make_tag(name=f"B {ODD}"), make_tag()),
        published_at=MOMENT,
    )
    Article.objects.filter(pk=article.pk).update(**{"updated_at": MOMENT, "word_count": 1980, **fields})
    return Article.objects.select_related("section", "source", "lead_picture").get(pk=article.pk)


def make_bare_article() -> Article:
    """Return a story that has nothing which it may lack."""
    article = make_article(standfirst="", published_at=MOMENT)
    return Article.objects.select_related("section", "source", "lead_picture").get(pk=article.pk)


def templated(name: str, **context: Any) -> str:
    source = (MARKUP / name).read_text(encoding="utf-8")
    is_english = translation.get_language() == "en"
    return engines["django"].from_string(source).render({"is_english": is_english, **context})


def without_line_ends(html: str) -> str:
    return re.sub(r">\s+<", "><", html).strip()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("make", [make_odd_article, make_bare_article])
class TestAgainstTheTemplates:
    @pytest.fixture(autouse=True)
    def odd_conventions(self) -> None:
        make_settings(digits="eastern", months="both")

    def test_head(self, language: str, make: Any) -> None:
        article = make()
        bylines = list(article.bylines.select_related("author"))
        with translation.override(language):
            wanted = templated("story_head.html", article=article, bylines=bylines, short_url=ADDRESS)
            assert without_line_ends(head_html(article, bylines, ADDRESS)) == without_line_ends(wanted)

    def test_lead_picture(self, language: str, make: Any) -> None:
        article = make()
        with translation.override(language):
            wanted = templated("story_lead.html", picture=article.lead_picture)
            assert without_line_ends(lead_html(article)) == without_line_ends(wanted)

    def test_foot(self, language: str, make: Any) -> None:
        article = make()
        tags = list(article.tags.all())
        with translation.override(language):
            wanted = templated("story_foot.html", article=article, tags=tags, short_url=ADDRESS)
            assert without_line_ends(foot_html(article, tags, ADDRESS)) == without_line_ends(wanted)

    def test_metadata(self, language: str, make: Any) -> None:
        article = make()
        bylines, tags = list(article.bylines.select_related("author")), list(article.tags.all())
        picture_url, width, height = "http://testserver/static/icons/share.png", 1200, 630
        if article.lead_picture:
            picture_url = f"http://testserver/media/pictures/{article.lead_picture.key}/full-960.jpg"
            width, height = 960, 540
        with translation.override("ar"):
            url = f"http://testserver{article.get_absolute_url()}"
        context = {"article": article, "bylines": bylines, "tags": tags, "url": url}
        context |= {"picture_url": picture_url, "width": width, "height": height}
        with translation.override(language):
            head = article_metadata(article, bylines, tags).head
            assert isinstance(head, SafeString)
            shown, _, json_ld = head.partition("<script")
            assert without_line_ends(shown) == without_line_ends(templated("story_meta.html", **context))
            assert json_ld.count("<") == 1


class TestLeadPicture:
    @pytest.mark.parametrize(("caption", "credit"), [("", ""), ("نص", ""), ("", "تصوير: رنا")])
    def test_words_are_shown_as_far_as_there_are_any(self, caption: str, credit: str) -> None:
        article = make_article(lead_picture=make_picture(caption=caption, credit=credit))
        with translation.override("ar"):
            wanted = templated("story_lead.html", picture=article.lead_picture)
            assert without_line_ends(lead_html(article)) == without_line_ends(wanted)


class TestSource:
    @pytest.mark.parametrize("address", ["", "https://agency.example"])
    @pytest.mark.parametrize("own", ["", "https://agency.example/story?a=1&b=2"])
    def test_the_story_s_own_address_comes_first(self, address: str, own: str) -> None:
        article = make_article(source=make_source(address=address), source_address=own)
        with translation.override("ar"):
            wanted = templated("story_foot.html", article=article, tags=[], short_url=ADDRESS)
            assert without_line_ends(foot_html(article, [], ADDRESS)) == without_line_ends(wanted)
