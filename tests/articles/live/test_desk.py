"""The newsroom's pages of a coverage."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.live_form import LONGEST_TEXT
from articles.live import posting
from articles.live.coverage import MOST_PINNED
from articles.models import Article, LiveEntry
from tests.articles.newsroom import change_of
from tests.factories import make_article, make_coverage, make_entry, make_user

pytestmark = pytest.mark.django_db


def desk_of(article: Article) -> str:
    return reverse("admin:articles_article_live", args=[article.pk])


def edit_of(entry: LiveEntry) -> str:
    return reverse("admin:articles_article_live_entry", args=[entry.article_id, entry.pk])


def panels_of(client: Client, article: Article) -> Iterator[str]:
    return (panel.name for panel in client.get(change_of(article)).context["panels"])


class TestPosting:
    def test_what_is_posted_leads_back_to_the_field(self, client: Client, editor: User) -> None:
        article = make_coverage()
        answer = client.post(desk_of(article), {"headline": "بدأت", "body": "<p>نص</p>", "is_pinned": "on"})
        entry = LiveEntry.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"{desk_of(article)}?posted={entry.pk}")
        assert (entry.headline, entry.body, entry.is_pinned, entry.posted_by) == ("بدأت", "<p>نص</p>", True, editor)
        assert "data-live-posted" in client.get(answer["Location"]).content.decode()

    def test_a_form_that_comes_twice_posts_once(self, client: Client, editor: User) -> None:
        article = make_coverage()
        found = re.search(r'name="press" value="([0-9a-f-]{36})"', client.get(desk_of(article)).content.decode())
        assert found
        fields = {"body": "<p>نص</p>", "press": found[1]}
        places = {client.post(desk_of(article), fields)["Location"] for _ in range(2)}
        assert places == {f"{desk_of(article)}?posted={LiveEntry.objects.get().pk}"}
        assert found[1] not in client.get(places.pop()).content.decode()

    def test_what_was_changed_before_it_came_twice_stands_beside_what_arrived(
        self, client: Client, editor: User
    ) -> None:
        article = make_coverage()
        fields = {"headline": "وصل", "body": "<p>نص</p>", "press": "0" * 32}
        client.post(desk_of(article), fields)
        answer = client.post(desk_of(article), {**fields, "body": "<p>زدت عليه</p>"})
        entry, html = LiveEntry.objects.get(), answer.content.decode()
        assert answer.status_code == 409
        for words in (
            "وصل ما أرسلته من قبل ونُشر",
            "زدت عليه",
            f'action="{edit_of(entry)}"',
            'name="version" value="0"',
        ):
            assert words in html
        assert client.post(edit_of(entry), {"version": 0, "body": "<p>زدت عليه</p>"}).status_code == 303

    def test_one_that_a_colleague_has_withdrawn_since_is_called_so(self, client: Client, editor: User) -> None:
        article = make_coverage()
        fields = {"body": "<p>نص</p>", "press": "0" * 32}
        client.post(desk_of(article), fields)
        posting.withdraw(LiveEntry.objects.get(), by=make_user(groups=("Editors",)))
        html = client.post(desk_of(article), fields, follow=True).content.decode()
        assert "data-live-posted" not in html
        assert 'value="restore"' in html

    @pytest.mark.parametrize("press", ["", "x", "0" * 31, "ص" * 32, "0" * 5_000, "\x00"])
    def test_a_broken_press_is_none(self, client: Client, editor: User, press: str) -> None:
        article = make_coverage()
        for _ in range(2):
            assert client.post(desk_of(article), {"body": "<p>نص</p>", "press": press}).status_code == 303
        assert [entry.press for entry in article.live_entries.all()] == [None, None]

    def test_a_long_coverage_goes_on_on_further_pages(
        self, client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("articles.admin.live.SHOWN", 2)
        article = make_coverage()
        pinned, *entries = [make_entry(article=article, is_pinned=number == 0) for number in range(4)]
        first = client.get(desk_of(article))
        assert [entry.pk for entry in first.context["entries"]] == [pinned.pk, entries[2].pk]
        older = client.get(desk_of(article) + first.context["older"])
        assert [entry.pk for entry in older.context["entries"]] == [entries[1].pk, entries[0].pk]
        assert older.context["older"] == ""

    def test_an_unpublished_story_takes_entries_that_wait_with_it(self, client: Client, editor: User) -> None:
        article = make_coverage(status="draft", published_at=None)
        assert client.post(desk_of(article), {"body": "<p>نص</p>"}).status_code == 303
        assert "تظهر تحديثاته حين يظهر" in client.get(desk_of(article)).content.decode()

    def test_twenty_thousand_characters_are_taken_and_one_more_comes_back(self, client: Client, editor: User) -> None:
        article = make_coverage()
        assert client.post(desk_of(article), {"body": f"<p><b>{'ع' * LONGEST_TEXT}</b></p>"}).status_code == 303
        text = "ع" * (LONGEST_TEXT + 1)
        answer = client.post(desk_of(article), {"body": f"<p>{text}</p>", "headline": "يبقى"})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert text in html
        assert 'value="يبقى"' in html
        assert "20000" in html
        assert LiveEntry.objects.count() == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"body": ""},
            {"body": "<p> </p>", "headline": "عنوان وحده"},
            {"body": "<p>نص</p>", "headline": "ع" * 141},
            {"body": '<figure data-embed="https://www.youtube.com/nothing"></figure>'},
        ],
    )
    def test_what_cannot_be_stored_comes_back(self, client: Client, editor: User, fields: dict[str, str]) -> None:
        answer = client.post(desk_of(make_coverage()), fields)
        assert answer.status_code == 422
        assert "وما كتبته ما زال هنا" in answer.content.decode()
        assert not LiveEntry.objects.exists()

    def test_a_coverage_that_ended_meanwhile_keeps_the_text(self, client: Client, editor: User) -> None:
        article = make_coverage()
        posting.end(article, by=editor)
        answer = client.post(desk_of(article), {"body": "<p>كُتب بسرعة</p>"})
        assert answer.status_code == 422
        assert "كُتب بسرعة" in answer.content.decode()
        assert "استأنفها لتنشر تحديثاً" in answer.content.decode()

    def test_a_refusal_stands_where_the_keyboard_goes_and_names_the_field(self, client: Client, editor: User) -> None:
        html = client.post(desk_of(make_coverage()), {"body": ""}).content.decode()
        assert re.search(r'<div class="errornote"[^>]* tabindex="-1" autofocus', html)
        field = re.search(r"<textarea[^>]*>", html)
        assert field
        assert 'aria-invalid="true"' in field[0]
        assert 'aria-describedby="id_body_helptext id_body_error"' in field[0]
        assert 'id="id_body_error"' in html

    def test_a_lost_session_keeps_the_text(self, client: Client) -> None:
        answer = client.post(desk_of(make_coverage()), {"body": "<p>كُتب بسرعة والجلسة انتهت</p>"})
        assert answer.status_code == 403
        assert "كُتب بسرعة والجلسة انتهت" in answer.content.decode()


class TestDeeds:
    @pytest.mark.parametrize("deed", ["pin", "unpin", "withdraw", "restore"])
    def test_each_is_one_press(self, client: Client, editor: User, deed: str) -> None:
        withdrawn_at = timezone.now() if deed == "restore" else None
        entry = make_entry(make_coverage(), is_pinned=deed == "unpin", withdrawn_at=withdrawn_at)
        answer = client.post(desk_of(entry.article), {"deed": deed, "entry": entry.pk})
        place = f"?withdrawn={entry.pk}" if deed == "withdraw" else f"#entry-{entry.pk}"
        assert (answer.status_code, answer["Location"]) == (303, desk_of(entry.article) + place)
        entry.refresh_from_db()
        assert (entry.is_pinned, entry.withdrawn_at is not None) == (deed == "pin", deed == "withdraw")

    def test_a_withdrawal_is_said_once_and_taken_back_beside_it(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())
        html = client.post(
            desk_of(entry.article), {"deed": "withdraw", "entry": entry.pk}, follow=True
        ).content.decode()
        assert html.count("سُحب التحديث، ولم يعد القراء يرونه.") == 1
        assert re.search(
            rf'name="entry" value="{entry.pk}">\s*<span[^>]*>سُحب.*?value="restore"[^>]*>تراجع<', html, re.S
        )
        html = client.post(
            desk_of(entry.article), {"deed": "restore", "entry": entry.pk}, follow=True
        ).content.decode()
        assert "عاد التحديث، ويراه القراء من جديد." in html
        assert f'id="entry-{entry.pk}"' in html

    def test_what_stands_or_is_another_story_s_was_not_withdrawn(self, client: Client, editor: User) -> None:
        standing, foreign = make_entry(make_coverage()), make_entry(make_coverage(), withdrawn_at=timezone.now())
        for key in (standing.pk, foreign.pk, "x", 2**63):
            answer = client.get(f"{desk_of(standing.article)}?withdrawn={key}")
            assert answer.status_code == 200
            assert 'value="restore"' not in answer.content.decode()

    def test_a_refused_one_says_why_and_blames_no_text(self, client: Client, editor: User) -> None:
        article = make_coverage()
        for _ in range(MOST_PINNED):
            make_entry(article, is_pinned=True)
        answer = client.post(desk_of(article), {"deed": "pin", "entry": make_entry(article).pk})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "بلغت التحديثات المثبتة الحد الأقصى: 5." in html
        assert "لا نص في التحديث" not in html
        assert re.search('name="press" value="[0-9a-f-]{36}"', html)

    def test_the_coverage_ends_and_goes_on(self, client: Client, editor: User) -> None:
        article = make_coverage()
        client.post(desk_of(article), {"deed": "end"})
        assert "استئناف التغطية" in client.get(desk_of(article)).content.decode()
        assert "data-live-form" not in client.get(desk_of(article)).content.decode()
        client.post(desk_of(article), {"deed": "reopen"})
        assert "data-live-form" in client.get(desk_of(article)).content.decode()

    @pytest.mark.parametrize("entry", ["", "x", "0", "9" * 30])
    def test_no_entry_is_404(self, client: Client, editor: User, entry: str) -> None:
        foreign = make_entry(make_coverage())
        for key in (entry, str(foreign.pk)):
            assert client.post(desk_of(make_coverage()), {"deed": "withdraw", "entry": key}).status_code == 404
        foreign.refresh_from_db()
        assert foreign.withdrawn_at is None

    def test_a_link_does_nothing(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())
        client.get(desk_of(entry.article), {"deed": "withdraw", "entry": entry.pk})
        entry.refresh_from_db()
        assert entry.withdrawn_at is None


class TestEditing:
    def test_an_entry_is_changed(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())
        assert client.get(edit_of(entry)).status_code == 200
        answer = client.post(edit_of(entry), {"version": 0, "body": "<p>أصح</p>", "headline": ""})
        assert (answer.status_code, answer["Location"]) == (303, f"{desk_of(entry.article)}#entry-{entry.pk}")
        entry.refresh_from_db()
        assert (entry.body, entry.version) == ("<p>أصح</p>", 1)

    def test_a_colleague_who_was_faster_is_shown_beside_one_s_own_text(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())
        other = make_user(groups=("Editors",), first_name="نجوى")
        posting.edit(entry, by=other, version=0, body="<p>نص الزميلة</p>")
        answer = client.post(edit_of(entry), {"version": 0, "body": "<p>نصي أنا</p>"})
        html = answer.content.decode()
        assert answer.status_code == 409
        for words in ("نص الزميلة", "نصي أنا", "نجوى", "عدّل زميل هذا التحديث"):
            assert words in html
        assert 'name="version" value="1"' in html
        assert client.post(edit_of(entry), {"version": 1, "body": "<p>نصي أنا</p>"}).status_code == 303

    def test_one_that_was_withdrawn_meanwhile_can_be_posted_anew(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())
        posting.withdraw(entry, by=make_user(groups=("Editors",)))
        answer = client.post(edit_of(entry), {"version": 0, "body": "<p>لا يضيع</p>"})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "لا يضيع" in html
        assert f'action="{desk_of(entry.article)}"' in html
        assert client.get(edit_of(entry)).status_code == 404

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
    def test_a_broken_version_keeps_the_text(self, client: Client, editor: User, version: str) -> None:
        entry = make_entry(make_coverage())
        answer = client.post(edit_of(entry), {"version": version, "body": "<p>لا يضيع</p>"})
        assert answer.status_code == 422
        assert "لا يضيع" in answer.content.decode()

    def test_an_entry_of_another_story_is_404(self, client: Client, editor: User) -> None:
        entry, other = make_entry(make_coverage()), make_coverage()
        address = reverse("admin:articles_article_live_entry", args=[other.pk, entry.pk])
        assert client.get(address).status_code == 404


class TestRights:
    def test_reporters_read_and_cannot_post(self, client: Client, reporter: User) -> None:
        article = make_coverage(created_by=reporter)
        entry = make_entry(article, headline="يُقرأ")
        html = client.get(desk_of(article)).content.decode()
        assert "يُقرأ" in html
        assert "ينشر المحررون التحديثات." in html
        for words in ("data-live-form", 'name="deed"', edit_of(entry)):
            assert words not in html
        for fields in ({"body": "<p>نص</p>"}, {}):
            assert client.post(desk_of(article), fields).status_code == 403
        assert client.get(edit_of(entry)).status_code == 403
        assert client.post(edit_of(entry), {"version": 0, "body": "<p>نص</p>"}).status_code == 403
        assert article.live_entries.count() == 1

    def test_moderators_see_nothing_of_it(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assert client.get(desk_of(make_coverage())).status_code == 403

    def test_the_form_of_a_coverage_leads_there_and_others_do_not(self, client: Client, editor: User) -> None:
        article = make_coverage()
        assert "live" in panels_of(client, article)
        assert desk_of(article) in client.get(change_of(article)).content.decode()
        assert "live" not in panels_of(client, make_article())

    def test_another_kind_says_where_the_entries_are(self, client: Client, editor: User) -> None:
        article = make_article()
        make_entry(article)
        html = client.get(desk_of(article)).content.decode()
        assert "تعود إذا صار نوعه تغطية مباشرة" in html
        assert "data-live-form" not in html
