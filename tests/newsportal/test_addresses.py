import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from newsportal.addresses import address_of

SLUGS = [
    "خبر",
    "co2-في-الصفوف",
    "100%",
    "a%20b",
    "%s",
    "%(x)s",
    "{0}",
    "a b",
    "a+b&c='d'",
    'q"<>',
    "😀",
    "é",
    "1",
    "-",
]


class TestAddressOf:
    @pytest.mark.parametrize("language", ["ar", "en"])
    @pytest.mark.parametrize("slug", SLUGS)
    def test_it_is_what_reverse_gives(self, language: str, slug: str) -> None:
        with translation.override(language):
            for pk in (1, 10**17, 2**63 - 1):
                name, parts = "articles:article_detail", [pk, slug]
                assert address_of(name, *parts) == reverse(name, args=parts)
                assert address_of("comments:post_comment", pk) == reverse("comments:post_comment", args=[pk])
            for name in ("articles:section_detail", "articles:tag_detail", "articles:author_detail"):
                assert address_of(name, slug) == reverse(name, args=[slug])
            assert address_of("short_link", 7) == "/n/7"

    def test_languages_have_their_own(self) -> None:
        found = []
        for language in ("ar", "en", "ar"):
            with translation.override(language):
                found.append(address_of("articles:section_detail", "x"))
        assert found == ["/section/x/", "/en/section/x/", "/section/x/"]

    def test_a_name_that_is_none_is_an_error(self) -> None:
        with pytest.raises(NoReverseMatch):
            address_of("articles:nothing", 1)
