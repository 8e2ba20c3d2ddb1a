from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.editing import copies
from articles.editing.copies import MOST_NEW_STORIES, CopyTooLargeError, copies_of, keep, typed_fields, words_in
from articles.editing.models import EditLock, WorkingCopy
from articles.editing.upkeep import clear_unsaved
from articles.models import Article
from newsportal.models import Generation
from tests.articles.editing.forms import address, changes_in, only_copy, opened, saved_by_another
from tests.articles.newsroom import ADD, change_of, typed
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    user = make_user(groups=("Editors",), first_name="منى", last_name="كامل")
    client.force_login(user)
    return user


class TestKeep:
    def test_one_copy_is_kept_for_an_account_and_a_story(self):
        user, article = make_user(), make_article()
        keep(user, article, {"title": ["أ"]}, 1)
        keep(user, article, {"title": ["ب"]}, 2)
        assert (only_copy().fields, only_copy().version) == ({"title": ["ب"]}, 2)

    def test_a_new_story_has_one_of_its_own(self):
        user = make_user()
        keep(user, None, {"title": ["أ"]}, 0)
        keep(user, None, {"title": ["ب"]}, 0)
        keep(user, make_article(), {"title": ["ج"]}, 0)
        assert copies_of(user, None).get().fields == {"title": ["ب"]}
        assert WorkingCopy.objects.count() == 2

    def test_too_long_a_text_is_refused(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(copies, "MOST_CHARACTERS", 10)
        with pytest.raises(CopyTooLargeError):
            keep(make_user(), None, {"title": ["سسسسسس"], "body": ["سسسسس"]}, 0)
        assert not WorkingCopy.objects.exists()

    def test_discarding_leaves_others_alone(self):
        user, article = make_user(), make_article()
        for account in (user, make_user()):
            keep(account, article, {}, 0)
        keep(user, None, {}, 0)
        copies_of(user, article).delete()
        assert not copies_of(user, article)
        assert WorkingCopy.objects.count() == 2

    def test_buttons_and_tokens_are_no_typed_fields(self):
        posted = [("csrfmiddlewaretoken", ["x"]), ("_save", [""]), ("tags", ["1", "2"]), ("body", ["أ\x00\ud800ب"])]
        assert typed_fields(posted) == {"tags": ["1", "2"], "body": ["أب"]}

    def test_words_are_those_of_the_text(self):
        assert words_in({"body": ["<p>كلمة&nbsp;— وأخرى</p><p>ثالثة</p>"]}) == 3
        assert words_in({}) == 0

    def test_what_was_left_behind_is_removed(self):
        old, day = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=2)
        first, second = make_article(), make_article()
        keep(make_user(), first, {}, 0)
        WorkingCopy.objects.update(saved_at=old)
        keep(make_user(), first, {}, 0)
        EditLock.objects.create(article=first, user=make_user(), seen_at=day)
        EditLock.objects.create(article=second, user=make_user())
        assert clear_unsaved() == 2
        assert (WorkingCopy.objects.count(), EditLock.objects.get().article) == (1, second)


class TestAutosave:
    def test_it_keeps_every_field_and_changes_nothing_else(self, client: Client, editor: User):
        article = make_article(title="كما كان")
        before = Article.objects.filter(pk=article.pk).values().get()
        generations = dict(Generation.objects.values_list("name", "number"))
        posted = opened(client, article, title="جديد", tags=["3", "4"], **{"bylines-TOTAL_FORMS": 1})
        answer = client.post(address("autosave", article), posted)
        assert answer.json()["state"] == "kept"
        assert "حُفظت مسودة" in answer.json()["said"]
        kept = only_copy()
        assert (kept.user, kept.article, kept.version) == (editor, article, 0)
        assert (kept.fields["title"], kept.fields["tags"]) == (["جديد"], ["3", "4"])
        assert kept.fields["bylines-TOTAL_FORMS"] == ["1"]
        assert Article.objects.filter(pk=article.pk).values().get() == before
        assert dict(Generation.objects.values_list("name", "number")) == generations

    def test_a_new_story_is_kept_without_being_made(self, client: Client, editor: User):
        assert client.post(address("autosave"), typed(title="لم يُحفظ")).json()["state"] == "kept"
        assert only_copy().article is None
        assert not Article.objects.exists()

    def test_a_longer_text_stays_in_the_browser(self, client: Client, editor: User, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(copies, "MOST_CHARACTERS", 100)
        answer = client.post(address("autosave"), typed(body="س" * 101))
        assert (answer.status_code, answer.json()["state"]) == (200, "too_large")
        assert not WorkingCopy.objects.exists()

    def test_names_of_fields_count_too(self, editor: User, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(copies, "MOST_CHARACTERS", 100)
        with pytest.raises(copies.CopyTooLargeError):
            keep(editor, None, {"x" * 101: [""]}, 0)

    def test_it_tells_of_a_newer_version(self, client: Client, editor: User):
        article = make_article()
        posted = opened(client, article)
        assert client.post(address("autosave", article), posted).json()["late"] == ""
        saved_by_another(article)
        assert "نسخة أحدث" in client.post(address("autosave", article), posted).json()["late"]

    def test_a_deleted_story_is_told(self, client: Client, editor: User):
        article = make_article()
        posted, there = opened(client, article), address("autosave", article)
        article.delete()
        answer = client.post(there, posted)
        assert (answer.status_code, answer.json()) == (404, {"state": "gone"})

    def test_it_costs_the_same_whatever_the_length(
        self, client: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        article = make_article()
        posted = opened(client, article, body="<p>نص</p>" * 5_000)
        # Session, account, language, rights (2), story, transaction (6), and who writes (2).
        with django_assert_max_num_queries(16):
            answer = client.post(address("autosave", article), posted)
        assert answer.status_code == 200
        assert len(only_copy().fields["body"][0]) == len("<p>نص</p>") * 5_000

    def test_it_is_no_page(self, client: Client, editor: User):
        assert client.get(address("autosave")).status_code == 405


class TestRights:
    @pytest.mark.parametrize("name", ["autosave", "presence", "take_over", "unsaved"])
    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_who_may_not_change_a_story_keeps_nothing_of_it(self, client: Client, name: str, group: str):
        client.force_login(make_user(groups=(group,)))
        article = make_article(status="draft", published_at=None)
        answer = client.post(address(name, article), {"title": "غير"})
        assert answer.status_code == 403
        assert not WorkingCopy.objects.exists()
        assert not EditLock.objects.exists()

    @pytest.mark.parametrize("name", ["autosave", "presence", "take_over"])
    def test_reporter_keeps_a_draft_of_their_own(self, client: Client, name: str):
        user = make_user(groups=("Reporters",))
        client.force_login(user)
        article = make_article(status="draft", published_at=None, created_by=user)
        assert client.post(address(name, article), {"title": "غير"}).status_code in {200, 302}
        assert EditLock.objects.get().user == user

    def test_moderator_begins_no_story(self, client: Client):
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(address("autosave"), typed()).json() == {"state": "forbidden"}
        assert not WorkingCopy.objects.exists()

    def test_reporter_begins_one(self, client: Client):
        client.force_login(make_user(groups=("Reporters",)))
        assert client.post(address("autosave"), typed()).json()["state"] == "kept"

    @pytest.mark.parametrize("name", ["autosave", "presence", "take_over"])
    def test_lost_session_is_told_and_its_text_not_sent_back(self, client: Client, name: str):
        answer = client.post(address(name, make_article()), {"body": "نص طويل لا يعود"})
        assert (answer.status_code, answer.json()) == (403, {"state": "signed_out"})
        assert not WorkingCopy.objects.exists()

    def test_without_a_token_nothing_is_kept(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(groups=("Editors",)))
        answer = client.post(address("autosave"), typed(body="نص طويل لا يعود"))
        assert answer.status_code == 403
        assert "لا يعود" not in answer.content.decode()
        assert not WorkingCopy.objects.exists()

    def test_nobody_is_offered_another_accounts_text(self, client: Client, editor: User):
        article = make_article()
        keep(make_user(), article, typed_fields([("title", ["سر"])]), 0)
        page = client.get(change_of(article))
        assert page.context["open_form"]["offer"] is None
        assert client.get(address("unsaved", article)).status_code == 302


@pytest.mark.usefixtures("editor")
class TestRestoring:
    def restore(self, client: Client, there: str, **posted: Any) -> Any:
        return client.post(there, {"_restore": "server", **posted})

    def test_it_is_offered_where_it_differs(self, client: Client):
        article = make_article()
        client.post(address("autosave", article), opened(client, article, body="<p>كلمتان جديدتان</p>"))
        page = client.get(change_of(article))
        assert page.context["open_form"]["offer"].words == 2
        assert "استعد النص غير المحفوظ" in page.content.decode()

    def test_what_is_stored_already_is_not_offered(self, client: Client):
        article = make_article()
        client.post(address("autosave", article), opened(client, article))
        assert client.get(change_of(article)).context["open_form"]["offer"] is None
        assert not WorkingCopy.objects.exists()

    def test_the_form_opens_with_it_and_nothing_is_saved(self, client: Client):
        article = make_article(title="كما كان")
        client.post(address("autosave", article), opened(client, article, title="جديد", published_at_0="أمس"))
        page = self.restore(client, change_of(article))
        form = page.context["adminform"].form
        assert (form["title"].value(), form["published_at"].value()[0]) == ("جديد", "أمس")
        # Whoever saves it hears of its errors.
        assert not form.errors
        assert "is_restored" in page.context["open_form"]
        assert Article.objects.get().title == "كما كان"
        assert WorkingCopy.objects.exists()

    def test_a_new_story_is_brought_back_with_its_rows(self, client: Client):
        rows = {"bylines-TOTAL_FORMS": 2, "bylines-0-position": "5", "bylines-1-position": "7"}
        client.post(address("autosave"), typed(title="خبر لم يُحفظ", **rows))
        page = self.restore(client, ADD)
        assert page.context["adminform"].form["title"].value() == "خبر لم يُحفظ"
        assert 'value="7"' in page.content.decode()
        assert not Article.objects.exists()

    def test_what_a_browser_posts_is_brought_back_too(self, client: Client):
        article = make_article()
        page = client.post(change_of(article), {**opened(client, article, title="من المتصفح"), "_restore": "posted"})
        assert page.context["adminform"].form["title"].value() == "من المتصفح"
        assert Article.objects.get().title == article.title

    def test_a_restored_text_keeps_the_version_that_it_was_typed_at(self, client: Client):
        article = make_article()
        client.post(address("autosave", article), opened(client, article, title="جديد"))
        saved_by_another(article, title="عنوانهم")
        page = self.restore(client, change_of(article))
        assert page.context["open_form"]["version"] == "0"

    @pytest.mark.parametrize("is_new", [True, False])
    def test_a_copy_that_is_gone_meanwhile_is_told(self, client: Client, is_new: bool):
        there = ADD if is_new else change_of(make_article(title="كما كان"))
        answer = client.post(there, {"_restore": "server"}, follow=True)
        assert answer.redirect_chain == [(there, 302)]
        assert answer.context["adminform"].form["title"].value() == (None if is_new else "كما كان")
        assert ["لم يعد" in str(message) for message in answer.context["messages"]] == [True]

    def test_a_successful_save_forgets_it(self, client: Client):
        article = make_article()
        posted = opened(client, article, title="جديد")
        client.post(address("autosave", article), posted)
        assert client.post(change_of(article), posted).status_code == 302
        assert not WorkingCopy.objects.exists()
        assert not EditLock.objects.exists()

    def test_a_refused_save_keeps_it(self, client: Client):
        article = make_article()
        posted = opened(client, article, title="")
        client.post(address("autosave", article), posted)
        assert client.post(change_of(article), posted).status_code == 200
        assert WorkingCopy.objects.exists()

    def test_the_copy_of_a_new_story_goes_with_its_first_save(self, client: Client):
        posted = typed(section=make_section().pk, form_key="first")
        client.post(address("autosave"), posted)
        client.post(ADD, posted)
        assert not WorkingCopy.objects.exists()

    def test_the_copy_of_another_new_story_stays(self, client: Client):
        client.post(address("autosave"), typed(title="خبر النافذة الأخرى", form_key="second"))
        client.post(ADD, typed(section=make_section().pk, form_key="first"))
        assert Article.objects.exists()
        assert only_copy().fields["title"] == ["خبر النافذة الأخرى"]

    def test_two_new_stories_have_a_copy_each_and_are_offered_one_after_the_other(self, client: Client):
        for key in ("first", "second"):
            client.post(address("autosave"), typed(title=f"خبر {key}", form_key=key))
        offered = client.get(ADD).context["open_form"]["offer"]
        assert offered.form_key == "second"
        page = client.post(ADD, {"_restore": "server", "form_key": "first"})
        assert page.context["adminform"].form["title"].value() == "خبر first"
        assert page.context["open_form"]["form_key"] == "first"
        client.post(offered.address, {"_discard": "1"})
        assert only_copy().form_key == "first"

    def test_what_was_typed_longest_ago_makes_room(self, client: Client, editor: User):
        for number in range(MOST_NEW_STORIES + 2):
            keep(editor, None, {"form_key": [f"{number}"]}, 0)
        assert WorkingCopy.objects.count() == MOST_NEW_STORIES
        assert not copies_of(editor, None, "1")

    def test_it_can_be_compared_and_discarded(self, client: Client):
        article = make_article(title="عنوان قديم")
        client.post(address("autosave", article), opened(client, article, title="عنوان جديد"))
        page = client.get(address("unsaved", article))
        assert [row.name for row in page.context["rows"]] == ["title"]
        assert changes_in(page.content.decode().partition('id="difference-title"')[2]) == [
            ("del", "قديم"),
            ("ins", "جديد"),
        ]
        assert client.post(address("unsaved", article), {"_discard": "1"}).status_code == 302
        assert not WorkingCopy.objects.exists()

    def test_what_a_browser_kept_is_compared_and_sent_on(self, client: Client):
        article = make_article(title="عنوان قديم")
        page = client.post(address("unsaved", article), {**opened(client, article, title="جديد"), "_compare": "1"})
        assert ("title", "جديد") in page.context["posted"]
        assert not WorkingCopy.objects.exists()
