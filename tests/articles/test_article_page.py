import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_author, make_picture, make_source, make_tag

pytestmark = pytest.mark.django_db


def json_ld(html: str) -> dict[str, Any]:
    """Return the page's one JSON-LD block."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


class TestAddress:
    @pytest.mark.parametrize("slug", ["", "آخر/", "another/"])
    def test_another_slug_moves_permanently(self, client: Client, slug: str) -> None:
        article = make_article()
        answer = client.get(f"/news/{article.pk}/{slug}?page=2")
        assert answer.status_code == 301
        assert answer["Location"] == f"{article.get_absolute_url()}?page=2"

    def test_a_decomposed_slug_is_the_same_slug(self, client: Client) -> None:
        article = make_article(title="آفاق")
        # Alef and madda apart: what some file systems and phones make of آ.
        assert client.get(f"/news/{article.pk}/ا\u0653فاق/").status_code == 200

    def test_short_link_moves_to_the_article(self, client: Client) -> None:
        article = make_article()
        answer = client.get(f"/n/{article.pk}")
        assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())

    @pytest.mark.parametrize("pk", ["0", "999999", str(2**63), "9" * 40])
    def test_an_unknown_or_impossible_id_is_404(self, client: Client, pk: str) -> None:
        assert client.get(f"/news/{pk}/").status_code == 404
        assert client.get(f"/n/{pk}").status_code == 404


class TestPage:
    def test_it_shows_what_belongs_to_the_story(self, client: Client) -> None:
        source = make_source(name="TRT", address="https://trt.example")
        tag, author = make_tag(), make_author()
        article = make_article(
            source=source, tags=(tag,), authors=(author,), dateline="قصر الغيم", lead_picture=make_picture()
        )
        html = client.get(article.get_absolute_url()).content.decode()
        for shown in [article.title, article.standfirst, tag.name, author.name, "قصر الغيم", "تصوير: الضحى"]:
            assert shown in html
        assert 'المصدر: <a href="https://trt.example" rel="noopener"><bdi lang="ar" dir="ltr">TRT</bdi></a>' in html
        assert re.search(r'<h2 id="[^"]+">عنوان فرعي</h2>', html)

    def test_a_source_without_address_is_no_link(self, client: Client) -> None:
        article = make_article(source=make_source(name="TRT", address=""))
        assert 'المصدر: <bdi lang="ar" dir="ltr">TRT</bdi>' in client.get(article.get_absolute_url()).content.decode()

    def test_a_title_with_markup_is_text(self, client: Client) -> None:
        article = make_article(title='<script>alert("1")</script> خبر', standfirst="</script><b>")
        html = client.get(article.get_absolute_url()).content.decode()
        assert "<script>alert" not in html
        assert "<b>" not in html
        assert json_ld(html)["headline"] == article.title

    def test_updated_time_shows_only_by_an_editors_word(self, client: Client) -> None:
        article = make_article()
        article.save()
        assert "آخر تحديث" not in client.get(article.get_absolute_url()).content.decode()
        article.updated_at = timezone.now()
        article.save()
        assert "آخر تحديث" in client.get(article.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        ("words", "minutes"), [(0, 1), (180, 1), (360, 2), (540, 3), (1800, 10), (1980, 11), (18000, 100)]
    )
    def test_reading_time_is_whole_minutes(self, words: int, minutes: int) -> None:
        assert make_article(body=f"<p>{'كلمة ' * words}</p>").reading_minutes == minutes

    def test_it_sets_no_cookie_and_names_no_visitor(self, client: Client) -> None:
        answer = client.get(make_article().get_absolute_url())
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "no-cache"


class TestMetadata:
    def test_json_ld_describes_the_story(self, client: Client) -> None:
        author = make_author()
        article = make_article(authors=(author,), lead_picture=make_picture(), updated_at=timezone.now())
        facts = json_ld(client.get(article.get_absolute_url()).content.decode())
        assert facts["@type"] == "NewsArticle"
        assert facts["mainEntityOfPage"] == f"http://testserver{article.get_absolute_url()}"
        assert facts["author"][0]["name"] == author.name
        assert facts["datePublished"].endswith("+03:00")
        assert facts["dateModified"] > facts["datePublished"]
        assert facts["image"][0].startswith("http://testserver/media/pictures/")

    def test_addresses_come_from_site_url_and_not_from_the_request(self, client: Client, settings: Any) -> None:
        settings.SITE_URL = "https://duha.example"
        settings.ALLOWED_HOSTS = ["duha.example", "inside.example"]
        article = make_article()
        html = client.get(article.get_absolute_url(), headers={"host": "inside.example"}).content.decode()
        assert f'<link rel="canonical" href="https://duha.example{article.get_absolute_url()}">' in html
        assert "inside.example" not in html


class TestRelated:
    def test_stories_that_share_tags_come_first(self, client: Client) -> None:
        tag, other_tag = make_tag(), make_tag()
        article = make_article(tags=(tag, other_tag))
        beside = make_article(section=article.section)
        long_ago = timezone.now() - timedelta(days=900)
        twice = make_article(tags=(tag, other_tag), published_at=long_ago)
        once = make_article(tags=(tag,), published_at=long_ago)
        html = client.get(article.get_absolute_url()).content.decode()
        places = [html.index(f"/news/{story.pk}/") for story in (twice, once, beside)]
        assert places == sorted(places)

    def test_a_story_without_tags_offers_its_sections_newest(self, client: Client) -> None:
        article = make_article()
        beside = make_article(section=article.section)
        assert f"/news/{beside.pk}/" in client.get(article.get_absolute_url()).content.decode()

    def test_a_lonely_story_offers_nothing(self, client: Client) -> None:
        assert "card-related" not in client.get(make_article().get_absolute_url()).content.decode()


class TestSaving:
    def test_a_text_saved_late_does_not_bring_old_counts_back(self) -> None:
        article = make_article()
        Article.objects.filter(pk=article.pk).update(comment_count=7, thread_count=3)
        article.title = "عنوان جديد"
        article.save()
        article.refresh_from_db()
        assert (article.title, article.comment_count, article.thread_count) == ("عنوان جديد", 7, 3)
