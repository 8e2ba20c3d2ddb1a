from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from comments.models import Comment, WordEntry
from comments.rules import words
from comments.rules.registry import labels
from comments.rules.trial import SHOWN, try_entry
from newsportal import generations
from newsportal.arabic.word_lists import Entry
from tests.comments.posting import post
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def make_word(word: str, **fields: Any) -> WordEntry:
    """Return an entry, obeyed at once: no commit comes in a test to say that it changed."""
    entry = WordEntry(word=word, **fields)
    entry.full_clean()
    entry.save()
    generations.forget()
    return entry


class TestLists:
    def test_a_word_of_the_first_holds(self, client: Client):
        make_word("غبي")
        assert post(client, make_article(), comment="كلام غـــبيّ").status_code == 303
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("pending", "words")
        assert labels(comment.held_because) == ["كلمة مراقَبة"]

    def test_a_word_of_the_second_is_spam(self, client: Client):
        make_word("كازينو", list="spam")
        assert post(client, make_article(), comment="اربح في الكازينو").status_code == 303
        assert Comment.objects.values_list("status", "held_because").get() == ("spam", "spam_words")

    def test_names_and_websites_are_read_too(self, client: Client):
        make_word("غبي"), make_word("casino", list="spam")
        article = make_article()
        post(client, article, name="الغبي")
        post(client, article, comment="نص آخر", email="b@example.com", website="https://casino.example")
        assert list(Comment.objects.order_by("pk").values_list("held_because", flat=True)) == ["words", "spam_words"]

    def test_what_is_allowed_passes(self, client: Client):
        make_word("حمار", allowed="حمار الوحش\r\n\r\nحمار وحشي")
        post(client, make_article(), comment="رأينا حمار الوحش")
        assert Comment.objects.get().held_because == ""

    def test_nothing_listed_holds_nothing(self, client: Client):
        post(client, make_article(), comment="كلام غبي")
        assert Comment.objects.get().held_because == ""


class TestKept:
    def test_lists_are_read_once(self, django_assert_num_queries):
        make_word("غبي")
        with django_assert_num_queries(1):
            assert words.lists() is words.lists()

    @pytest.mark.parametrize("change", ["add", "edit", "delete"])
    def test_a_change_is_obeyed_at_once(self, change: str, django_capture_on_commit_callbacks):
        entry = make_word("أحمق")
        assert [match.word for match in words.matches("أحمق وغبي")] == ["أحمق"]
        with django_capture_on_commit_callbacks(execute=True):
            if change == "add":
                WordEntry.objects.create(word="غبي")
            elif change == "edit":
                entry.word = "غبي"
                entry.save()
            else:
                entry.delete()
        wanted = {"add": ["أحمق", "غبي"], "edit": ["غبي"], "delete": []}[change]
        assert [match.word for match in words.matches("أحمق وغبي")] == wanted


class TestEntry:
    def test_two_spellings_are_one_word(self):
        make_word("أحمق")
        with transaction.atomic(), pytest.raises(IntegrityError):
            WordEntry.objects.create(word="احمـــق")

    def test_signs_for_whole_phrases_fit_their_column(self):
        assert len(WordEntry.objects.create(word="\ufdfa" * 100).skeleton) <= 200


class TestTrial:
    def test_it_counts_what_was_approved_and_shows_five(self):
        for number in range(SHOWN + 2):
            make_comment(text=f"رأي غبي رقم {number}")
        make_comment(text="رأي هادئ")
        make_comment(text="رأي غبي ينتظر", status="pending")
        trial = try_entry(Entry(0, "غبي"))
        assert (trial.looked_at, trial.held, len(trial.examples)) == (SHOWN + 3, SHOWN + 2, SHOWN)
        assert all("<mark>غبي</mark>" in excerpt for _, excerpt in trial.examples)

    def test_an_excerpt_is_escaped_and_short(self):
        make_comment(name="سلمى", text="<b>" + "كلام " * 40 + "غبي" + " كلام" * 40)
        [(_, excerpt)] = try_entry(Entry(0, "غبي")).examples
        assert excerpt.startswith('<p dir="auto">…')
        assert excerpt.endswith("…</p>")
        assert len(excerpt) < 200
        assert "<b>" not in excerpt

    def test_no_more_than_the_latest_are_looked_at(self, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr("comments.rules.trial.LOOKED_AT", 2)
        for text in ("غبي", "هادئ أول", "هادئ ثان"):
            make_comment(text=text)
        with django_assert_num_queries(1):
            assert try_entry(Entry(0, "غبي"))[:2] == (2, 0)
