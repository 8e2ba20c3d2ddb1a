import pytest
from django.urls import path

from newsportal import urls
from newsportal.gone import Gone


def answer_gone(request):
    raise Gone


def answer_broken(request):
    raise RuntimeError


# The page's frame links to the real addresses.
urlpatterns = [
    path("gone/", answer_gone),
    path("en/gone/", answer_gone),
    path("broken/", answer_broken),
    *urls.urlpatterns,
]


@pytest.mark.django_db
class TestGone:
    @pytest.fixture
    def pages(self, client, settings):
        settings.ROOT_URLCONF = __name__
        return client

    def test_gone_is_a_readable_410(self, pages):
        response = pages.get("/gone/")
        assert response.status_code == 410
        assert "410.html" in [template.name for template in response.templates]
        assert '<html lang="ar"' in response.content.decode()

    def test_gone_in_english(self, pages):
        assert '<html lang="en"' in pages.get("/en/gone/").content.decode()

    def test_page_of_what_is_gone_sets_no_cookie(self, pages):
        assert not pages.get("/gone/").cookies

    def test_other_exceptions_pass(self, pages):
        with pytest.raises(RuntimeError):
            pages.get("/broken/")
