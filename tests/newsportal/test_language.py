import pytest
from django.http import HttpResponse
from django.urls import path
from django.utils import translation

from newsportal.language import language_of
from newsportal.models import StaffPreference
from tests.factories import make_user


def answer_language(request):
    return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")


urlpatterns = [path(start, answer_language) for start in ("", "en/", "admin/", "admin/login/", "english/")]


@pytest.fixture
def pages(client, settings):
    settings.ROOT_URLCONF = __name__
    return client


class TestLanguageOf:
    @pytest.mark.parametrize("path", ["/en", "/en/", "/en/news/1/x/", "/en//"])
    def test_english_addresses(self, path):
        assert language_of(path) == "en"

    @pytest.mark.parametrize("path", ["/", "", "/english/", "/news/1/en/", "/EN/", "/ar/en/", "//en/"])
    def test_all_others_are_arabic(self, path):
        assert language_of(path) == "ar"


@pytest.mark.django_db
class TestPublicPages:
    @pytest.mark.parametrize(("address", "language"), [("/", "ar"), ("/en/", "en"), ("/english/", "ar")])
    def test_address_alone_decides(self, pages, address, language):
        pages.cookies["django_language"] = "fr"
        response = pages.get(address, HTTP_ACCEPT_LANGUAGE="de,en;q=0.9")
        assert response.content.decode() == f"{language} {language}"
        assert response["Content-Language"] == language

    def test_answer_varies_by_nothing_and_sets_no_cookie(self, pages):
        response = pages.get("/")
        assert not response.has_header("Vary")
        assert not response.cookies

    def test_language_ends_with_the_request(self, pages):
        before = translation.get_language()
        pages.get("/en/")
        assert translation.get_language() == before

    def test_missing_page_speaks_the_language_of_its_address(self, client):
        assert client.get("/en/nothing-here/")["Content-Language"] == "en"
        assert client.get("/nothing-here/")["Content-Language"] == "ar"


@pytest.mark.django_db
class TestAdmin:
    def test_login_page_is_arabic_and_asks_for_no_preference(self, pages, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = pages.get("/admin/login/", HTTP_ACCEPT_LANGUAGE="en")
        assert response["Content-Language"] == "ar"

    def test_account_without_preference_reads_arabic(self, pages):
        pages.force_login(make_user())
        assert pages.get("/admin/")["Content-Language"] == "ar"

    def test_account_reads_the_language_that_it_chose(self, pages, django_assert_num_queries):
        user = make_user()
        StaffPreference.objects.create(user=user, language="en")
        pages.force_login(user)
        # The session, the account, the preference.
        with django_assert_num_queries(3):
            assert pages.get("/admin/").content == b"en en"

    def test_choice_does_not_reach_public_pages(self, pages, django_assert_num_queries):
        user = make_user()
        StaffPreference.objects.create(user=user, language="en")
        pages.force_login(user)
        with django_assert_num_queries(0):
            assert pages.get("/").content == b"ar ar"
