import pytest
from django.urls import Resolver404, resolve, reverse
from django.urls.converters import get_converters

from newsportal.converters import LARGEST_ID, IdConverter, UnicodeSlugConverter


class TestRegistration:
    def test_both_are_registered(self):
        resolve("/")  # Loads the map, which registers them.
        assert isinstance(get_converters()["id"], IdConverter)
        assert isinstance(get_converters()["uslug"], UnicodeSlugConverter)


class TestId:
    @pytest.mark.parametrize("key", [1, 10, LARGEST_ID])
    def test_key_is_found(self, key):
        assert resolve(f"/n/{key}").kwargs == {"pk": key}
        assert reverse("short_link", args=[key]) == f"/n/{key}"

    @pytest.mark.parametrize(
        "key", ["0", "01", "-1", "+1", "1.0", "1e3", str(LARGEST_ID + 1), "9" * 19, "1" * 5_000, "١", "1%00", "1\n"]
    )
    def test_no_key_is_no_address(self, key):
        with pytest.raises(Resolver404):
            resolve(f"/n/{key}")


class TestUnicodeSlug:
    def test_decomposed_slug_is_composed(self):
        assert resolve("/section/\u0627\u0653خر/").kwargs == {"slug": "\u0622خر"}

    def test_what_no_slug_holds_still_matches(self):
        assert resolve("/section/a.b c%/").kwargs == {"slug": "a.b c%"}

    @pytest.mark.parametrize("slug", ["\x00", "a\x00b", "a\nb", "\x7f", "a/b", ""])
    def test_control_character_is_no_address(self, slug):
        with pytest.raises(Resolver404):
            resolve(f"/section/{slug}/")

    @pytest.mark.django_db
    def test_nul_in_a_real_request_is_a_404(self, client):
        assert client.get("/section/a%00b/").status_code == 404
