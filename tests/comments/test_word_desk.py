"""The lists of words in the admin, and what the queue shows of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment, WordEntry
from newsportal import generations
from tests.comments.posting import post
from tests.comments.rules.test_words import make_word
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:comments_wordentry_changelist"), reverse("admin:comments_wordentry_add")
QUEUE = reverse("admin:comments_comment_changelist")


def entry(word: str = "غبي", **changes: Any) -> dict[str, Any]:
    return {"word": word, "list": "hold", "allowed": "", **changes}


class TestEditing:
    def test_a_moderator_adds_changes_and_deletes(self, moderator: Client):
        assert moderator.post(ADD, entry(is_inside="on", allowed="غبيط")).status_code == 302
        word = WordEntry.objects.get()
        assert (word.word, word.list, word.is_inside, word.allowed) == ("غبي", "hold", True, "غبيط")
        assert word.added_by is not None
        change = reverse("admin:comments_wordentry_change", args=[word.pk])
        assert moderator.post(change, entry("أحمق", list="spam")).status_code == 302
        word.refresh_from_db()
        assert (word.word, word.list, word.is_inside) == ("أحمق", "spam", False)
        delete = {"action": "delete_selected", "_selected_action": [word.pk], "post": "yes"}
        assert moderator.post(LIST, delete).status_code == 302
        assert not WordEntry.objects.exists()

    def test_editors_of_stories_keep_no_words(self, client: Client):
        client.force_login(make_user(groups=("Editors",)))
        word = make_word("غبي")
        change = reverse("admin:comments_wordentry_change", args=[word.pk])
        for address in (LIST, ADD, change):
            assert client.get(address).status_code == 403
            assert client.post(address, entry("أحمق", _try="1")).status_code == 403

    @pytest.mark.parametrize(
        ("word", "says"),
        [
            ("؟!", "ليس في هذا حرف واحد"),
            ("2024", "ليس في هذا حرف واحد"),
            ("\u200b\u3164", "ليس في هذا حرف واحد"),
            ("غ", "الحرف الواحد موجود في كل مكان"),
            ("ـــغَ", "الحرف الواحد موجود في كل مكان"),
            ("ـــ", "ليس في هذا حرف واحد"),
            ("ًٌٍَُِّْ", "ليس في هذا حرف واحد"),
            ("\u200f\u200e", "ليس في هذا حرف واحد"),
            ("😀👍", "ليس في هذا حرف واحد"),
            ("٣٣", "ليس في هذا حرف واحد"),
            ("ؤ", "الحرف الواحد موجود في كل مكان"),
            ("ء", "الحرف الواحد موجود في كل مكان"),
            ("و", "الحرف الواحد موجود في كل مكان"),
            ("x1", "الحرف الواحد موجود في كل مكان"),
            ("غ ب ي", "هذه حروف مفردة"),
            ("و و", "هذه حروف مفردة"),
            ("من", "لا يكاد يخلو تعليق من هذا"),
            ("على", "لا يكاد يخلو تعليق من هذا"),
            ("ﻻ", "لا يكاد يخلو تعليق من هذا"),
            ("ال", "لا يكاد يخلو تعليق من هذا"),
            ("الـ", "لا يكاد يخلو تعليق من هذا"),
            ("من في", "لا يكاد يخلو تعليق من هذا"),
            ("و/أو", "لا يكاد يخلو تعليق من هذا"),
            ("The", "لا يكاد يخلو تعليق من هذا"),
            ("and", "لا يكاد يخلو تعليق من هذا"),
            ("of the", "لا يكاد يخلو تعليق من هذا"),
            ("  ", "هذا الحقل مطلوب"),
        ],
    )
    def test_what_would_be_found_nowhere_or_everywhere_is_refused(self, moderator: Client, word: str, says: str):
        answer = moderator.post(ADD, entry(word))
        assert answer.status_code == 200
        assert says in answer.content.decode()
        assert not WordEntry.objects.exists()

    @pytest.mark.parametrize("word", ["في البيت", "الله", "ههه", "www", "the end", "ﷺ", "日本"])
    def test_what_says_something_is_taken(self, moderator: Client, word: str):
        assert moderator.post(ADD, entry(word)).status_code == 302

    def test_another_spelling_of_a_listed_word_is_refused(self, moderator: Client):
        make_word("أحمق")
        answer = moderator.post(ADD, entry("احمـــق"))
        assert "هذه الكلمة مدرجة من قبل" in answer.content.decode()
        assert WordEntry.objects.count() == 1

    def test_the_list_is_searched_folded(self, moderator: Client):
        make_word("أحمق"), make_word("غبي")
        html = moderator.get(LIST, {"q": "احمــق"}).content.decode()
        assert "أحمق" in html
        assert "غبي</a>" not in html


class TestTrial:
    def test_it_shows_and_stores_nothing(self, moderator: Client):
        make_comment(text="هذا رأي غبيّ جداً")
        answer = moderator.post(ADD, entry(_try="1", allowed="كلمة"))
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "كانت ستحتجز تعليقاً مقبولاً واحداً" in html
        assert "هذا رأي <mark>غبيّ</mark> جداً" in html
        assert 'value="غبي"' in html
        assert ">\nكلمة</textarea>" in html
        assert not WordEntry.objects.exists()

    def test_a_stored_entry_is_tried_as_it_stands_in_the_form(self, moderator: Client):
        make_comment(text="هذا رأي أحمق")
        word = make_word("غبي")
        change = reverse("admin:comments_wordentry_change", args=[word.pk])
        html = moderator.post(change, entry("أحمق", _try="1")).content.decode()
        assert "<mark>أحمق</mark>" in html
        word.refresh_from_db()
        assert word.word == "غبي"

    def test_what_cannot_be_looked_for_is_told(self, moderator: Client):
        html = moderator.post(ADD, entry("من", _try="1")).content.decode()
        assert "لا يكاد يخلو تعليق من هذا" in html
        assert "trial-title" not in html

    def test_what_is_gone_cannot_be_tried(self, moderator: Client):
        change = reverse("admin:comments_wordentry_change", args=[999])
        assert moderator.post(change, entry(_try="1")).status_code == 404


class TestQueue:
    def test_the_word_is_named_and_marked_as_it_was_written(self, client: Client, moderator: Client):
        make_word("غبي")
        post(Client(), make_article(), comment="يا غـــبيّ <b>\nسطر")
        html = moderator.get(QUEUE).content.decode()
        assert '<p dir="auto">يا <mark>غـــبيّ</mark> &lt;b&gt;<br>سطر</p>' in html
        assert '<span class="state state-rule">كلمة مراقَبة</span> <span class="state state-rule">«غبي»</span>' in html

    def test_the_words_of_others_are_not_marked(self, moderator: Client):
        make_word("غبي")
        make_comment(text="كلام غبي", status="pending")
        assert Comment.objects.get().held_because == ""
        assert "<mark>" not in moderator.get(QUEUE).content.decode()

    def test_a_word_that_was_taken_from_the_list_is_no_longer_marked(self, moderator: Client):
        word = make_word("غبي")
        post(Client(), make_article(), comment="يا غبي https://a.example")
        word.delete()
        generations.forget()
        html = moderator.get(QUEUE).content.decode()
        assert "<mark>" not in html
        assert '<a href="https://a.example"' in html
