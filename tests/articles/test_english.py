"""English is the frame around Arabic news (docs/decisions/0004)."""

import pytest
from django.test import Client

from tests.factories import make_article

pytestmark = pytest.mark.django_db


class TestEnglishChrome:
    def test_the_address_alone_decides(self, client: Client) -> None:
        for path, language in [("/", "ar"), ("/en/", "en")]:
            answer = client.get(path, headers={"accept-language": "en" if language == "ar" else "ar"})
            assert f'<html lang="{language}"' in answer.content.decode()
            assert "Accept-Language" not in answer.get("Vary", "")

    def test_an_article_keeps_its_arabic_and_says_so(self, client: Client) -> None:
        article = make_article()
        html = client.get(f"/en/news/{article.pk}/{article.slug}/").content.decode()
        assert '<html lang="en" dir="ltr">' in html
        assert '<div lang="ar" dir="rtl">' in html
        assert "Leave a comment" in html

    def test_it_is_no_second_page_for_search_engines(self, client: Client) -> None:
        article = make_article()
        html = client.get(f"/en/news/{article.pk}/{article.slug}/").content.decode()
        assert '<meta name="robots" content="noindex, follow">' in html
        assert f'<link rel="canonical" href="http://testserver{article.get_absolute_url()}">' in html
        assert 'rel="alternate" hreflang' not in html

    def test_pages_link_to_the_other_language_at_the_same_place(self, client: Client) -> None:
        make_article()
        assert 'href="/en/latest/"' in client.get("/latest/").content.decode()
        assert 'href="/latest/" lang="ar"' in client.get("/en/latest/").content.decode()

    @pytest.mark.parametrize(
        "path", ["/en/feeds/latest.rss", "/en/sitemap.xml", "/en/n/1", "/en/admin/", "/en/healthz"]
    )
    def test_programs_and_the_newsroom_have_one_address(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_an_unknown_page_answers_in_the_language_of_its_address(self, client: Client) -> None:
        assert "Page not found" in client.get("/en/nothing/").content.decode()
        assert "الصفحة غير موجودة" in client.get("/nothing/").content.decode()
