import time

import pytest

from articles.editing.difference import MOST_WORDS, difference, readable


class TestDifference:
    @pytest.mark.parametrize(
        ("old", "new", "parts"),
        [
            ("", "", []),
            ("أ", "", [("removed", "أ")]),
            ("", "أ ب", [("added", "أ ب")]),
            ("أ ب ج", "أ ب ج", [("same", "أ ب ج")]),
            ("أ ب ج", "أ د ج", [("same", "أ "), ("removed", "ب "), ("added", "د "), ("same", "ج")]),
        ],
    )
    def test_it_goes_word_by_word(self, old: str, new: str, parts: list):
        assert difference(old, new) == parts

    def test_both_texts_can_be_read_from_it(self):
        old, new = "قال الوزير إن السد اكتمل أمس", "قال رئيس الوزراء إن السد لم يكتمل أمس"
        parts = difference(old, new)
        assert "".join(part.text for part in parts if part.kind != "added") == old
        assert "".join(part.text for part in parts if part.kind != "removed") == new

    def test_a_word_that_stood_last_is_the_same_word(self):
        parts = difference("كتب النص.", "كتب النص. وأضاف.\nفقرة.")
        assert parts == [("same", "كتب النص. "), ("added", "وأضاف.\nفقرة.")]

    def test_a_paragraph_that_was_parted_is_told(self):
        assert ("added", "\n") in difference("أ ب", "أ\nب")

    def test_a_book_beside_another_is_answered_at_once(self):
        one, other = ("س " * MOST_WORDS * 20), ("ص " * MOST_WORDS * 20)
        begin = time.monotonic()
        assert [part.kind for part in difference(one, other)] == ["removed", "added"]
        assert time.monotonic() - begin < 2

    def test_a_word_in_a_book_is_still_found(self):
        book = "كلمة " * MOST_WORDS * 5
        assert len(difference(f"{book}أ {book}", f"{book}ب {book}")) == 4


class TestReadable:
    def test_blocks_are_lines(self):
        html = "<p>أ &amp; ب</p><h2>ج</h2><ul><li>د</li></ul><p>هـ<br>و</p>"
        assert readable(html) == "أ & ب\nج\nد\nهـ\nو"
