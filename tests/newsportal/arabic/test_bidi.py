import pytest

from newsportal.arabic.bidi import FSI, PDI, RLM, direction, isolate


class TestIsolate:
    @pytest.mark.parametrize("name", ["سارة", "John (جون)!", "12", "؟!"])
    def test_name_stands_between_the_two_marks(self, name):
        assert isolate(name) == f"{FSI}{name}{PDI}"

    def test_nothing_stays_nothing(self):
        assert isolate("") == ""

    @pytest.mark.parametrize("turn", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    def test_no_mark_inside_closes_it_early(self, turn):
        assert isolate(f"سا{turn}رة") == f"{FSI}سارة{PDI}"

    @pytest.mark.parametrize("is_arabic", [True, False])
    @pytest.mark.parametrize("name", ["سارة", "Apple تعلن", "Yahoo!"])
    def test_once_more_changes_nothing(self, name, is_arabic):
        once = isolate(name, is_arabic=is_arabic)
        assert isolate(once, is_arabic=is_arabic) == once

    def test_headline_that_begins_with_a_latin_word_is_turned(self):
        assert isolate("Apple تعلن", is_arabic=True) == f"{FSI}{RLM}Apple تعلن{PDI}"

    @pytest.mark.parametrize("title", ["أعلنت Apple", "12 مدينة", "Yahoo!", "«سارة»"])
    def test_headline_that_runs_right_by_itself_is_left_alone(self, title):
        assert isolate(title, is_arabic=True) == f"{FSI}{title}{PDI}"


class TestDirection:
    @pytest.mark.parametrize("name", ["سارة", "CNN بالعربية", "12 مدينة", "רות"])
    def test_name_with_an_arabic_letter_runs_from_the_right(self, name):
        assert direction(name) == "rtl"

    @pytest.mark.parametrize("name", ["TRT", "Yahoo!", "24/7", ""])
    def test_name_without_one_runs_from_the_left(self, name):
        assert direction(name) == "ltr"
