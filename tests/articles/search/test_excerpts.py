import re

import pytest

from articles.search.excerpts import DEPTH, LENGTH, excerpt, marked


def length_of(html: str) -> int:
    return len(re.sub("</?mark>|…", "", html).strip())


class TestMarked:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("قانون المياه", "قانون <mark>المياه</mark>"),
            ("مياهٌ، ومِيَاهُهَا", "<mark>مياهٌ</mark>، <mark>ومِيَاهُهَا</mark>"),
            ("الـمـيـــاهُ!", "<mark>الـمـيـــاهُ</mark>!"),
            ("ﻣﻴﺎﻩ", "<mark>ﻣﻴﺎﻩ</mark>"),
            ("«المياه»", "«<mark>المياه</mark>»"),
            ("قال: المياه المياه", "قال: <mark>المياه</mark> <mark>المياه</mark>"),
            ("", ""),
        ],
    )
    def test_the_original_words_are_marked(self, text: str, expected: str) -> None:
        assert marked(text, {"ميا"}) == expected

    def test_html_is_escaped(self) -> None:
        text = "<b>المياه</b> & <script>alert('x')</script>"
        assert marked(text, {"ميا", "script"}) == (
            "&lt;b&gt;<mark>المياه</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)"
            "&lt;/<mark>script</mark>&gt;"
        )

    def test_numbers_are_marked_in_the_digits_of_the_text(self) -> None:
        assert marked("حضر ٣٬٨٦٠ ناخباً", {"3860"}) == "حضر <mark>٣٬٨٦٠</mark> ناخباً"

    def test_without_words_nothing_is_marked(self) -> None:
        assert marked("قانون المياه", set()) == "قانون المياه"


class TestExcerpt:
    def test_a_short_text_is_whole(self) -> None:
        assert excerpt("«من يدفع ثمن المياه؟»", {"ميا"}) == "«من يدفع ثمن <mark>المياه</mark>؟»"

    def test_a_long_one_is_cut_around_the_words(self) -> None:
        html = excerpt("ليل " * 100 + "قمر " + "شمس " * 100, {"قمر"})
        assert html.startswith("… ليل ")
        assert html.endswith("شمس …")
        assert "<mark>قمر</mark>" in html
        assert LENGTH - 10 < length_of(html) <= LENGTH

    def test_most_different_words_decide(self) -> None:
        html = excerpt("قمر قمر قمر " + "ليل " * 100 + "قمر نجم", {"قمر", "نجم"})
        assert "<mark>قمر</mark> <mark>نجم</mark>" in html

    def test_of_equal_places_the_first_is_shown(self) -> None:
        html = excerpt("قمر أول " + "ليل " * 100 + "قمر ثان", {"قمر"})
        assert html.startswith("<mark>قمر</mark> أول")

    def test_words_at_the_end_are_shown_with_what_stands_before(self) -> None:
        html = excerpt("ليل " * 100 + "قمر.", {"قمر"})
        assert html.endswith("<mark>قمر</mark>.")
        assert LENGTH - 10 < length_of(html) <= LENGTH

    def test_a_text_without_the_words_gives_its_beginning(self) -> None:
        assert excerpt("ليل " * 100, {"قمر"}).startswith("ليل ليل")
        assert "<mark>" not in excerpt("ليل " * 100, {"قمر"})

    @pytest.mark.parametrize(("text", "shown"), [("", ""), (" ", ""), ("؟!", "؟!")])
    def test_a_text_without_a_word_is_shown_as_it_is(self, text: str, shown: str) -> None:
        assert excerpt(text, {"قمر"}) == shown

    def test_only_whole_words_stand_at_its_ends(self) -> None:
        words = [f"كلمة{number}" for number in range(300)]
        html = excerpt(" ".join([*words[:150], "قمر", *words[150:]]), {"قمر"})
        assert set(re.sub("</?mark>|…", "", html).split()) <= {*words, "قمر"}

    def test_a_text_without_spaces_is_cut_all_the_same(self) -> None:
        assert length_of(excerpt("ع" * 5_000, {"قمر"})) <= LENGTH

    def test_a_very_long_text_is_read_to_its_depth(self) -> None:
        html = excerpt("ليل " * DEPTH + "قمر", {"قمر"})
        assert "<mark>" not in html
        assert html.endswith("…")

    def test_html_is_escaped(self) -> None:
        assert excerpt("<i>قمر</i>", {"قمر"}) == "&lt;i&gt;<mark>قمر</mark>&lt;/i&gt;"
