"""A risk in words: labels and reasons, in the moderator's language."""

import pytest
from django.utils import translation

from comments.models import Comment
from comments.rules.registry import KNOWN
from comments.rules.rule import Verdict
from comments.score.facts import NAMES, RULES, facts_of_text, reason_of
from comments.score.words import HIGH, MEDIUM, MOST_STORED, because, level, stored, telling_words
from newsportal.arabic.bidi import FSI, PDI
from tests.factories import make_settings

pytestmark = pytest.mark.django_db


def said(risk_because: str) -> list[str]:
    return [reason.replace(FSI, "").replace(PDI, "") for reason in because(Comment(risk_because=risk_because))]


class TestLevel:
    @pytest.mark.parametrize(
        ("risk", "label"),
        [
            (None, ""),
            (0, ""),
            (MEDIUM - 1, ""),
            (MEDIUM, "خطر متوسط"),
            (HIGH - 1, "خطر متوسط"),
            (HIGH, "خطر مرتفع"),
            (100, "خطر مرتفع"),
        ],
    )
    def test_label_begins_at_its_threshold(self, risk: int | None, label: str):
        assert str(level(risk)) == label

    def test_label_is_in_the_readers_language(self):
        with translation.override("en"):
            assert str(level(HIGH)) == "High risk"


class TestBecause:
    @pytest.mark.parametrize(
        ("kept", "reasons"),
        [
            ("", []),
            ("links:3,new_name", ["3 روابط", "اسم جديد"]),
            ("fast,website,shouts", ["أُرسل سريعاً", "معه موقع إلكتروني", "علامات أو أحرف مكررة"]),
            ("refused:2", ["سبق رفض تعليقين"]),
            ("words:محتال", ["يكثر في المرفوض: «محتال»"]),
            ("words:محتال|نصاب", ["يكثر في المرفوض: «محتال»، «نصاب»"]),
            ("tomorrow:4,links,new_name", ["اسم جديد"]),
        ],
    )
    def test_reasons_are_read_in_their_order(self, kept: str, reasons: list[str]):
        assert said(kept) == reasons

    def test_reasons_in_english(self):
        with translation.override("en"):
            assert said("links:1,links:3,words:spam,refused:1") == [
                *("1 link", "3 links", "often refused: “spam”", "1 comment refused before"),
            ]

    def test_quotes_and_digits_are_the_papers(self):
        make_settings(digits="eastern", quotes="curly")
        assert said("links:3,words:محتال") == ["٣ روابط", "يكثر في المرفوض: “محتال”"]

    def test_a_foreign_word_stands_alone_in_the_line(self):
        assert f"{FSI}viagra{PDI}" in because(Comment(risk_because="words:viagra"))[0]

    def test_every_name_that_is_kept_is_said(self):
        facts = facts_of_text("نص")
        kept = [code for name in NAMES if (code := reason_of(name, facts))]
        assert len(kept) == len(NAMES) - len(RULES) - 1
        assert len(because(Comment(risk_because=",".join(kept)))) == len(kept)


class TestStored:
    def test_it_fits_the_column(self):
        words = ["ك" * 500] * 5
        assert stored(["links:3"], words) == f"links:3,words:{'|'.join(['ك' * 40] * 3)}"
        assert (
            len(stored(["new_name"] * 60, words)) <= MOST_STORED == Comment._meta.get_field("risk_because").max_length
        )

    def test_what_adds_most_stays(self):
        assert stored(["new_name"] * 60, ["كلمة"]).startswith("new_name,new_name")
        assert "words" not in stored(["new_name"] * 60, ["كلمة"])

    def test_without_words_none_is_named(self):
        assert stored(["fast"], []) == "fast"


class TestTellingWords:
    def test_words_are_shown_once_without_what_shows_nothing(self):
        assert telling_words("مـحـتـال مُحتال، محتال!") == ["محتال"]

    def test_words_that_tell_nothing_are_left_out(self):
        assert telling_words("في هذا و 12345 ٣٤ ! أ كذّاب") == ["كذاب"]

    def test_spelling_stays_as_it_was_typed(self):
        assert telling_words("أغبياء مدينة") == ["أغبياء", "مدينة"]

    def test_no_mark_of_the_list_is_inside_a_word(self):
        assert telling_words("كلمة|أخرى,ثالثة:رابعة") == ["كلمة", "أخرى", "ثالثة", "رابعة"]


class TestFacts:
    def test_rules_are_known_and_hold_at_most(self):
        assert all(KNOWN[code].verdict < Verdict.SPAM for code in RULES)

    def test_numbers_stand_in_the_order_of_their_names(self):
        facts = facts_of_text("نص")._replace(links=1, is_new=True, rules=frozenset({"name", "spam_words"}))
        marked = {name for name, number in zip(NAMES, facts.numbers(), strict=True) if number and name != "length"}
        assert marked == {"links", "new_name", "name"}

    @pytest.mark.parametrize(
        ("text", "links", "shouts"),
        [
            ("جملة عادية! وسؤال؟", 0, 0),
            ("انظروا!!! https://a.example و www.b.example", 2, 1),
            ("كذااااب ؟؟", 0, 2),
            ("ههههه", 0, 1),
            ("رقم 1000000", 0, 0),
        ],
    )
    def test_text_shows_links_and_shouts(self, text: str, links: int, shouts: int):
        facts = facts_of_text(text)
        assert (facts.links, facts.shouts, facts.length) == (links, shouts, len(text))
