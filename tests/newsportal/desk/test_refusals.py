"""Requests that are refused: by a stale token, from elsewhere, or for want of a right."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from comments.models import WordEntry
from newsportal.desk.credentials import PASSWORD, USERNAME
from newsportal.models import StaffPreference
from tests.factories import make_user
from tests.newsportal.desk.forms import Form

pytestmark = pytest.mark.django_db

ADD_WORD = reverse("admin:comments_wordentry_add")
WORD = {"word": "غبي", "list": "hold", "allowed": "كلمة بريئة"}
STALE = {"csrfmiddlewaretoken": "x" * 64}
OURS = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
FOREIGN = [
    {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"referer": "https://evil.example/admin/"},
    {},
]


@pytest.fixture
def browser() -> Client:
    """A browser in which a moderator signed in again after the form was opened."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("admin:login"))
    client.force_login(make_user(groups=("Moderators",), username="moderator", first_name="سلمى"))
    return client


class TestStaleForm:
    @pytest.mark.parametrize(
        "headers", [OURS, {"origin": "http://testserver"}, {"referer": "http://testserver/admin/"}]
    )
    def test_it_is_sent_by_one_press(self, browser: Client, headers: dict[str, str]):
        answer = browser.post(f"{ADD_WORD}?a=1", WORD | STALE, headers=headers)
        html = answer.content.decode()
        assert answer.status_code == 403
        assert answer["Cache-Control"] == "no-store"
        assert 'value="أعد الإرسال"' in html
        assert "سيُرسل باسم \u2068سلمى\u2069" in html
        form = Form(answer)
        assert form.address == f"{ADD_WORD}?a=1"
        assert USERNAME not in form
        assert not WordEntry.objects.exists()
        assert browser.post(form.address, form.data(), headers=OURS).status_code == 302
        assert WordEntry.objects.get().allowed == "كلمة بريئة"

    def test_a_name_and_a_password_typed_meanwhile_are_forgotten(self, browser: Client):
        answer = browser.post(ADD_WORD, WORD | STALE | {USERNAME: "x", PASSWORD: "typed here"}, headers=OURS)
        assert "typed here" not in answer.content.decode()
        assert PASSWORD not in Form(answer)

    def test_it_speaks_the_language_of_the_account(self, browser: Client):
        StaffPreference.objects.create(user=User.objects.get(), language="en")
        html = browser.post(ADD_WORD, WORD | STALE, headers=OURS).content.decode()
        assert "This page is out of date" in html

    def test_a_box_that_was_opened_beside_a_form_stays_one(self, browser: Client):
        html = browser.post(f"{ADD_WORD}?_popup=1", WORD | STALE, headers=OURS).content.decode()
        assert 'class="popup' in html


class TestLostCookies:
    def test_name_and_password_are_asked_for(self, browser: Client):
        browser.cookies.clear()
        answer = browser.post(ADD_WORD, WORD | STALE, headers=OURS)
        form = Form(answer)
        assert "انتهت جلستك" in answer.content.decode()
        assert browser.post(form.address, form.data(**{USERNAME: "moderator", PASSWORD: "secret"})).status_code == 302
        assert WordEntry.objects.get().word == "غبي"

    def test_a_browser_that_keeps_no_cookies_is_told_so(self, browser: Client):
        told = "متصفحك لا يحفظ ملفات تعريف الارتباط"
        browser.cookies.clear()
        answer = browser.post(ADD_WORD, WORD | STALE, headers=OURS)
        assert told not in answer.content.decode()
        form = Form(answer).data(**{USERNAME: "moderator", PASSWORD: "secret"})
        browser.cookies.clear()
        answer = browser.post(ADD_WORD, form, headers=OURS)
        assert told in answer.content.decode()
        assert (USERNAME, "moderator") in Form(answer).fields
        assert not WordEntry.objects.exists()

    def test_one_whose_token_alone_is_old_is_not(self, browser: Client):
        browser.cookies.pop("sessionid")
        data = WORD | STALE | {USERNAME: "moderator", PASSWORD: "secret"}
        html = browser.post(ADD_WORD, data, headers=OURS).content.decode()
        assert "انتهت جلستك" in html
        assert "متصفحك لا يحفظ" not in html


class TestForeign:
    @pytest.mark.parametrize("headers", FOREIGN, ids=str)
    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_nothing_of_it_comes_back(self, browser: Client, headers: dict[str, str], is_signed_in: bool):
        if not is_signed_in:
            browser.cookies.pop("sessionid")
        answer = browser.post(ADD_WORD, WORD | STALE, headers=headers)
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "لم يأتِ هذا الطلب من صفحات غرفة الأخبار" in html
        assert "غبي" not in html
        assert "كلمة بريئة" not in html
        assert ADD_WORD not in html
        assert not WordEntry.objects.exists()

    def test_a_valid_token_from_another_site_is_refused(self, browser: Client):
        token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        answer = browser.post(ADD_WORD, WORD | token, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403
        assert not Form(answer).fields


class TestAccountPages:
    @pytest.mark.parametrize("name", ["login", "password_change", "logout"])
    def test_a_stale_one_is_opened_again(self, browser: Client, name: str):
        data = {"username": "moderator", "password": "typed here", "old_password": "typed here", **STALE}
        answer = browser.post(reverse(f"admin:{name}"), data, headers=OURS)
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "الصفحة قديمة" in html
        assert "typed here" not in html
        assert f'class="button" href="{reverse("admin:index")}"' in html


class TestPermissionDenied:
    def test_the_page_names_the_account_and_leads_back(self, browser: Client):
        answer = browser.get(reverse("admin:articles_sitesettings_changelist"))
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "لا يملك حسابك صلاحية هذه الصفحة" in html
        assert "<bdi>سلمى</bdi>" in html
        assert f'href="{reverse("admin:index")}"' in html
        assert 'id="user-tools"' in html

    def test_what_was_written_can_be_copied(self, browser: Client):
        token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        answer = browser.post(reverse("admin:articles_article_add"), {"title": "عنوان طويل", "body": "\nنص"} | token)
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "عنوان طويل</textarea>" in html
        assert "لم يُحفظ منه شيء" in html
        # There is nothing to be sent again.
        assert 'name="title"' not in html


class TestReaders:
    def test_a_public_page_that_takes_nothing_says_so(self):
        answer = Client(enforce_csrf_checks=True).post("/about/", {"a": "كلام"})
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "لا يُرسل شيء إلى هذا العنوان" in html
        assert "كلام" not in html
        assert not answer.cookies

    def test_in_english_under_its_address(self):
        html = Client(enforce_csrf_checks=True).post("/en/about/").content.decode()
        assert "Nothing can be sent to this address" in html
