"""What is sent to the newsroom after a session has ended: nothing is done, nothing lost, one sign-in completes it."""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article
from comments.models import Comment, WordEntry
from newsportal.desk.credentials import PASSWORD, USERNAME
from newsportal.desk.lost_session import LostSessionMiddleware
from newsportal.models import StaffPreference
from tests.articles.newsroom import errors_of, typed
from tests.factories import make_comment, make_section, make_user
from tests.newsportal.desk.forms import Form

pytestmark = pytest.mark.django_db

QUEUE, ADD_WORD = reverse("admin:comments_comment_changelist"), reverse("admin:comments_wordentry_add")
ADD_PICTURE, ADD_STORY = reverse("admin:articles_picture_add"), reverse("admin:articles_article_add")
ENDED = "انتهت جلستك قبل أن يصل ما أرسلته، ولم يُحفظ منه شيء بعد. سجّل الدخول لإكماله."
OWN = {"origin": "http://testserver"}


@pytest.fixture
def moderator() -> User:
    return make_user(groups=("Moderators",), username="moderator", first_name="سلمى")


@pytest.fixture
def browser(moderator: User) -> Client:
    """A browser with a token from before, whose session has ended."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("admin:login"))
    return client


def post(client: Client, address: str, data: dict, **extra):
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value} if "csrftoken" in client.cookies else {}
    return client.post(address, data | token, **extra)


def complete(client: Client, form: Form, username: str = "moderator", **changes: str):
    return client.post(form.address, form.data(**{USERNAME: username, PASSWORD: "secret", **changes}))


def word(word: str = "غبي", **changes: str):
    return {"word": word, "list": "hold", "allowed": "كلمة بريئة", **changes}


class TestPage:
    def test_it_says_what_happened_and_holds_what_was_sent(self, browser: Client):
        answer = post(browser, f"{ADD_WORD}?a=1&b=%D8%AA", word())
        html = answer.content.decode()
        assert answer.status_code == 403
        assert ENDED in html
        assert 'lang="ar" dir="rtl"' in html
        assert answer["Cache-Control"] == "no-store"
        form = Form(answer)
        assert form.address == f"{ADD_WORD}?a=1&b=%D8%AA"
        assert form.data()["word"] == ["غبي"]
        assert form.shown == {"allowed": "كلمة بريئة"}
        assert ">استثناءات</label>" in html
        assert not WordEntry.objects.exists()

    def test_values_of_one_name_keep_their_number_and_order(self, browser: Client):
        ticks = ["9", "3", "7", "3"]
        answer = post(browser, QUEUE, {"_selected_action": ticks, "action": "approve_selected", "rule": ["", "a b"]})
        form = Form(answer)
        data = form.data()
        assert form.shown == {"rule": "a b"}
        assert data["_selected_action"] == ticks
        assert data["rule"] == ["", "a b"]

    @pytest.mark.parametrize(
        "text",
        [
            "\nسطر أول فارغ",
            "\n\n\nثلاثة أسطر فارغة\n",
            "</textarea><script>alert(1)</script> x",
            '"\' onfocus=alert(1) autofocus x="',
            "&lt;b&gt; &amp;amp; حرفياً",
            "{{ settings.SECRET_KEY }} {% load x %}",
        ],
    )
    def test_texts_come_through_unchanged(self, browser: Client, text: str):
        answer = post(browser, ADD_WORD, word(allowed=text))
        form = Form(answer)
        assert form.shown["allowed"] == text
        assert "<script>alert" not in answer.content.decode()
        assert form.data()["csrfmiddlewaretoken"]

    def test_names_and_short_values_are_escaped_too(self, browser: Client):
        answer = post(browser, ADD_WORD, {'"><script>x': '"><script>y'})
        assert "<script>x" not in answer.content.decode()
        assert ('"><script>x', '"><script>y') in Form(answer).fields

    def test_files_are_named_as_left_behind(self, browser: Client):
        file = SimpleUploadedFile("صورة <b>.jpg", b"x", content_type="image/jpeg")
        html = post(browser, ADD_PICTURE, {"file": file, "credit": "تصوير: الضحى"}).content.decode()
        assert "الملفات لا تُحفظ هنا" in html
        assert "<bdi>صورة &lt;b&gt;.jpg</bdi>" in html

    def test_passwords_of_others_never_come_back(self, browser: Client):
        data = {"username": "new", "password1": "words-of-passage", "password2": "words-of-passage"}
        html = post(browser, reverse("admin:auth_user_add"), data).content.decode()
        assert "words-of-passage" not in html
        assert "كلمات المرور لا تُحفظ هنا" in html

    def test_an_account_without_a_way_in_is_told_so(self, browser: Client):
        browser.force_login(make_user(is_staff=False, username="reader", first_name="رنا"))
        answer = post(browser, ADD_WORD, word())
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "\u2068رنا\u2069 لا يدخل غرفة الأخبار" in html
        assert complete(browser, Form(answer)).status_code == 302
        assert WordEntry.objects.get().added_by.username == "moderator"

    @pytest.mark.parametrize("name", ["login", "password_change", "logout"])
    def test_pages_of_accounts_answer_for_themselves(self, browser: Client, name: str):
        answer = post(browser, reverse(f"admin:{name}"), {"old_password": "a b"})
        assert ENDED not in answer.content.decode()
        assert answer.status_code in {200, 302}

    def test_a_page_that_is_only_looked_at_leads_to_the_sign_in(self, browser: Client):
        assert browser.get(ADD_WORD)["Location"].startswith(reverse("admin:login"))

    def test_who_is_signed_in_notices_nothing(self, browser: Client, moderator: User):
        browser.force_login(moderator)
        answer = post(browser, ADD_WORD, word())
        assert answer.status_code == 302


class TestCompleting:
    def test_one_press_signs_in_and_completes(self, browser: Client, moderator: User):
        form = Form(post(browser, ADD_WORD, word()))
        answer = complete(browser, form)
        assert answer.status_code == 302
        assert answer["Location"] == reverse("admin:comments_wordentry_changelist")
        assert WordEntry.objects.get().added_by == moderator
        assert browser.get(answer["Location"]).status_code == 200
        moderator.refresh_from_db()
        assert moderator.last_login is not None

    def test_the_view_reads_neither_name_nor_password(self, browser: Client, monkeypatch: pytest.MonkeyPatch):
        seen = []
        view = "comments.admin.words.WordEntryAdmin.response_add"
        monkeypatch.setattr(
            view, lambda self, request, *rest: seen.append(request.POST) or self.response_post_save_add(request, *rest)
        )
        complete(browser, Form(post(browser, ADD_WORD, word())))
        assert seen[0]["word"] == "غبي"
        assert not {USERNAME, PASSWORD} & {*seen[0]}
        with pytest.raises(AttributeError):
            seen[0]["word"] = "x"

    def test_a_wrong_password_loses_nothing_and_is_not_shown(self, browser: Client, caplog: pytest.LogCaptureFixture):
        caplog.set_level(logging.DEBUG)
        form = Form(post(browser, ADD_WORD, word()))
        answer = complete(browser, form, **{PASSWORD: "typed-by-mistake"})
        html = answer.content.decode()
        assert answer.status_code == 403
        assert 'role="alert"' in html
        assert "typed-by-mistake" not in html
        assert "typed-by-mistake" not in caplog.text
        again = Form(answer)
        assert again.data()[USERNAME] == ["moderator"]
        assert again.shown == form.shown
        assert not WordEntry.objects.exists()
        assert complete(browser, again).status_code == 302
        assert WordEntry.objects.exists()

    @pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
    def test_other_accounts_complete_nothing(self, browser: Client, fields: dict):
        make_user(username="other", groups=("Moderators",), **fields)
        answer = complete(browser, Form(post(browser, ADD_WORD, word())), "other")
        assert answer.status_code == 403
        assert "_auth_user_id" not in browser.session
        assert not WordEntry.objects.exists()

    def test_the_rights_are_those_of_whoever_signs_in(self, browser: Client):
        make_user(username="editor", groups=("Editors",))
        answer = complete(browser, Form(post(browser, ADD_WORD, word())), "editor")
        assert answer.status_code == 403
        assert not WordEntry.objects.exists()
        assert "كلمة بريئة</textarea>" in answer.content.decode()

    def test_a_form_with_mistakes_comes_back_and_can_be_sent_again(self, browser: Client):
        answer = complete(browser, Form(post(browser, ADD_WORD, word("من"))))
        assert answer.status_code == 200
        assert "لا يكاد يخلو تعليق من هذا" in answer.content.decode()
        token = answer.context["csrf_token"]
        data = word(csrfmiddlewaretoken=str(token))
        assert browser.post(ADD_WORD, data).status_code == 302

    def test_session_and_token_are_new(self, browser: Client):
        form = Form(post(browser, ADD_WORD, word()))
        token = browser.cookies["csrftoken"].value
        browser.cookies["sessionid"] = "planted" * 4
        complete(browser, form)
        assert browser.cookies["csrftoken"].value != token
        assert browser.cookies["sessionid"].value != "planted" * 4

    def test_it_needs_the_token_of_a_page_of_ours(self, browser: Client):
        form = Form(post(browser, ADD_WORD, word()))
        answer = complete(browser, form, csrfmiddlewaretoken="x" * 64)
        assert answer.status_code == 403
        assert "_auth_user_id" not in browser.session
        assert not WordEntry.objects.exists()

    def test_a_view_that_asks_for_no_token_signs_nobody_in(self, rf: RequestFactory, moderator: User):
        request = rf.post(ADD_WORD, {USERNAME: "moderator", PASSWORD: "secret"})
        request.user = AnonymousUser()
        view = csrf_exempt(lambda request: None)
        assert LostSessionMiddleware(view).process_view(request, view, (), {}) is None
        assert request.user.is_anonymous

    def test_the_answer_speaks_the_language_of_the_account(self, browser: Client, moderator: User):
        StaffPreference.objects.create(user=moderator, language="en")
        answer = complete(browser, Form(post(browser, ADD_WORD, word("من"))))
        assert 'lang="en" dir="ltr"' in answer.content.decode()
        assert answer["Content-Language"] == "en"

    def test_whoever_signed_in_in_another_window_is_not_asked_again(self, browser: Client, moderator: User):
        browser.force_login(moderator)
        answer = post(browser, ADD_WORD, word() | {USERNAME: "x", PASSWORD: "y"})
        assert answer.status_code == 302
        assert WordEntry.objects.get().added_by == moderator

    def test_the_ticks_of_a_bulk(self, browser: Client):
        waiting = [make_comment(status="pending") for _ in range(3)]
        data = {"action": "approve_selected", "_selected_action": [comment.pk for comment in waiting]}
        form = Form(post(browser, QUEUE, data))
        assert not Comment.objects.approved().exists()
        assert complete(browser, form).status_code == 302
        assert Comment.objects.approved().count() == 3

    def test_a_long_story(self, browser: Client):
        make_user(username="editor", groups=("Editors",))
        body = "<p>" + "فقرة طويلة من النص. " * 5_000 + "</p>"
        data = typed(section=make_section().pk, body=body)
        form = Form(post(browser, ADD_STORY, data))
        assert form.shown["body"] == body
        answer = complete(browser, form, "editor")
        assert answer.status_code == 302, errors_of(answer)
        assert Article.objects.get().body.count("فقرة طويلة") == 5_000


class TestTooMuch:
    def test_more_than_a_form_may_hold_is_refused_by_a_page(self, browser: Client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        assert post(browser, ADD_WORD, word(allowed="س" * 1_000)).status_code == 413
