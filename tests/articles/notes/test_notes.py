"""Notes beside a story: written, answered, settled; by whom, and what cannot be stored."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.admin.notes import heading
from articles.models import Article, Note
from articles.notes import writing
from articles.notes.threads import threads_of
from tests.articles.newsroom import change_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def notes_of(article: Article) -> str:
    return reverse("admin:articles_article_notes", args=[article.pk])


def panel_of(client: Client, article: Article) -> dict:
    (found,) = [panel for panel in client.get(change_of(article)).context["panels"] if panel.name == "notes"]
    return dict(found.context)


class TestWriting:
    def test_lines_and_turns_are_put_in_order(self, editor: User) -> None:
        note = writing.write(make_article(), "  أول\r\nثان\x0b\u202eقلب\x00 ", by=editor)
        assert note.text == "أول\nثان\nقلب"

    @pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u2066", "\x00"])
    def test_nothing_is_refused(self, editor: User, text: str) -> None:
        with pytest.raises(ValidationError):
            writing.write(make_article(), text, by=editor)
        assert not Note.objects.exists()

    def test_two_thousand_characters_are_taken_and_one_more_is_not(self, editor: User) -> None:
        article = make_article()
        assert len(writing.write(article, "ع" * 2_000, by=editor).text) == 2_000
        with pytest.raises(ValidationError):
            writing.write(article, "ع" * 2_001, by=editor)

    def test_an_answer_to_an_answer_stands_in_the_same_thread(self, editor: User) -> None:
        article = make_article()
        first = writing.write(article, "سؤال", by=editor)
        answer = writing.write(article, "جواب", by=editor, thread=first)
        assert writing.write(article, "جواب عليه", by=editor, thread=answer).thread == first
        (thread,) = threads_of(article)
        assert [note.text for note in thread.answers] == ["جواب", "جواب عليه"]

    def test_an_answer_opens_its_thread_again(self, editor: User) -> None:
        article = make_article()
        first = writing.write(article, "سؤال", by=editor)
        writing.resolve(first, by=editor)
        writing.write(article, "ليس بعد", by=editor, thread=first)
        first.refresh_from_db()
        assert (first.resolved_at, first.resolved_by) == (None, None)

    def test_a_thread_of_another_story_is_refused(self, editor: User) -> None:
        first = writing.write(make_article(), "سؤال", by=editor)
        with pytest.raises(ValidationError):
            writing.write(make_article(), "جواب", by=editor, thread=first)


class TestSettling:
    def test_a_thread_is_settled_once_and_says_by_whom(self, editor: User) -> None:
        note = writing.write(make_article(), "سؤال", by=editor)
        answer = writing.write(note.article, "جواب", by=editor, thread=note)
        assert [writing.resolve(answer, by=editor), writing.resolve(note, by=make_user(groups=("Editors",)))] == [
            True,
            False,
        ]
        note.refresh_from_db()
        assert note.resolved_by == editor
        assert [writing.reopen(note, by=editor), writing.reopen(note, by=editor)] == [True, False]


class TestConstraints:
    def test_a_note_says_something(self, editor: User) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(article=make_article(), text="", by=editor)

    def test_an_answer_is_never_settled_by_itself(self, editor: User) -> None:
        first = writing.write(make_article(), "سؤال", by=editor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(article=first.article, thread=first, text="جواب", resolved_at=timezone.now())


@pytest.mark.usefixtures("editor")
class TestPanel:
    def test_a_note_leads_back_to_the_form(self, client: Client, editor: User) -> None:
        article = make_article()
        answer = client.post(notes_of(article), {"text": "راجع الرقم"})
        note = Note.objects.get()
        assert answer["Location"] == f"{change_of(article)}#note-{note.pk}"
        assert (note.text, note.by) == ("راجع الرقم", editor)

    def test_the_part_comes_back_where_the_script_asks(self, client: Client) -> None:
        article = make_article()
        answer = client.post(notes_of(article), {"text": "راجع الرقم", "part": "1"})
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "<html" not in html
        assert f'data-fresh="note-{Note.objects.get().pk}"' in html
        assert "csrfmiddlewaretoken" in html

    def test_answer_settling_and_opening_are_forms_of_their_own(self, client: Client) -> None:
        article = make_article()
        client.post(notes_of(article), {"text": "سؤال"})
        note = Note.objects.get()
        client.post(notes_of(article), {"text": "جواب", "thread": note.pk})
        client.post(notes_of(article), {"thread": note.pk, "deed": "resolve"})
        panel = panel_of(client, article)
        assert (panel["threads"], len(panel["settled"]), len(panel["settled"][0].answers)) == ([], 1, 1)
        client.post(notes_of(article), {"thread": note.pk, "deed": "reopen"})
        assert len(panel_of(client, article)["threads"]) == 1

    @pytest.mark.parametrize("part", [{}, {"part": "1"}])
    def test_what_is_too_long_comes_back_with_its_text(self, client: Client, part: dict[str, str]) -> None:
        text = "ع" * 2_001
        answer = client.post(notes_of(make_article()), {"text": text, **part})
        assert answer.status_code == 422
        assert text in answer.content.decode()
        assert not Note.objects.exists()

    def test_an_answer_that_is_refused_keeps_its_text_in_its_own_box(self, client: Client) -> None:
        article = make_article()
        client.post(notes_of(article), {"text": "سؤال"})
        key = Note.objects.get().pk
        html = client.post(notes_of(article), {"text": "ع" * 2_001, "thread": key}).content.decode()
        assert html.count("ع" * 2_001) == 1
        assert f'id="note-text-{key}_error"' in html

    def test_a_thread_of_another_story_is_404(self, client: Client, editor: User) -> None:
        note = writing.write(make_article(), "سؤال", by=editor)
        for deed in ({"deed": "resolve"}, {"text": "جواب"}):
            assert client.post(notes_of(make_article()), {"thread": note.pk, **deed}).status_code == 404
        note.refresh_from_db()
        assert note.resolved_at is None

    def test_a_link_writes_nothing(self, client: Client) -> None:
        article = make_article()
        assert client.get(notes_of(article), {"text": "راجع"}).status_code == 200
        assert not Note.objects.exists()

    @pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
    def test_hostile_words_are_words(self, client: Client, words: str) -> None:
        article = make_article()
        client.post(notes_of(article), {"text": words})
        for path in (change_of(article), notes_of(article)):
            html = client.get(path).content.decode()
            assert words not in html
            assert '<p class="note-text" dir="auto">' in html

    def test_it_costs_the_same_for_one_and_for_thirty(
        self, client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        few, many = make_article(), make_article()
        for article, number in ((few, 1), (many, 15)):
            for _ in range(number):
                first = writing.write(article, "سؤال", by=make_user(groups=("Editors",)))
                writing.write(article, "جواب", by=editor, thread=first)
        client.get(notes_of(few))
        for article, number in ((few, 1), (many, 15)):
            with django_assert_num_queries(7):
                page = client.get(notes_of(article)).content.decode()
            assert page.count("جواب") >= number

    def test_a_new_story_has_no_notes_yet(self, client: Client) -> None:
        panels = client.get(reverse("admin:articles_article_add")).context["panels"]
        assert not {"notes", "revisions"} & {panel.name for panel in panels}

    @pytest.mark.parametrize(
        ("count", "words"),
        [
            (0, "ملاحظات التحرير"),
            (1, "ملاحظة واحدة مفتوحة"),
            (2, "ملاحظتان مفتوحتان"),
            (3, "3 ملاحظات مفتوحة"),
            (11, "11 ملاحظة مفتوحة"),
            (100, "100 ملاحظة مفتوحة"),
        ],
    )
    def test_the_heading_counts_what_is_open(self, count: int, words: str) -> None:
        with override("ar"):
            assert heading(count) == words


class TestRights:
    def test_reporter_writes_on_their_own_story_whatever_its_status(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        article = make_article(status="ready", published_at=None, created_by=reporter)
        client.post(notes_of(article), {"text": "هل نُشر؟"})
        assert Note.objects.get().by == reporter
        assert len(panel_of(client, article)["threads"]) == 1

    def test_reporter_neither_reads_nor_writes_on_others(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        note = writing.write(make_article(), "سؤال", by=make_user(groups=("Editors",)))
        assert client.get(notes_of(note.article)).status_code == 403
        assert client.post(notes_of(note.article), {"text": "جواب"}).status_code == 403
        assert "سؤال" not in client.get(change_of(note.article)).content.decode()
        for deed in (writing.resolve, writing.reopen):
            with pytest.raises(PermissionDenied):
                deed(note, by=reporter)

    def test_moderator_has_none(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assert client.get(notes_of(make_article())).status_code == 403
