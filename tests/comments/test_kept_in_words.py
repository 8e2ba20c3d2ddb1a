"""How many comments the law keeps, and how many were exported, counted right in Arabic."""

import pytest

from comments.admin import export, legal
from comments.own_data import was_kept, will_be_kept
from newsportal.desk.counting import Number
from tests.factories import make_settings


def undeletable(number: int) -> str:
    return legal.in_words(Number(number))


def exported(number: int) -> str:
    return export.in_words(number)


def counted_comments(sentence: str, rest: dict[int, str]) -> dict[int, str]:
    """Return the sentence of each number of which only the noun differs, beside those that differ more."""
    nouns = {
        **dict.fromkeys((3, 10, 103), "تعليقات"),
        **dict.fromkeys((11, 99), "تعليقاً"),
        **dict.fromkeys((100, 101, 102), "تعليق"),
    }
    return rest | {number: sentence.format(f"{number} {noun}") for number, noun in nouns.items() if number not in rest}


UNTIL_THEN = "عند إزالة اسمك أو حذف كل شيء"
SENTENCES = {
    undeletable: {
        1: "تعليق واحد محفوظ لأسباب قانونية ولا يجوز حذفه. ارفع عنه الحفظ أولاً.",
        2: "تعليقان محفوظان لأسباب قانونية ولا يجوز حذفهما. ارفع عنهما الحفظ أولاً.",
        3: "3 تعليقات محفوظة لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        10: "10 تعليقات محفوظة لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        11: "11 تعليقاً محفوظاً لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        99: "99 تعليقاً محفوظاً لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        100: "100 تعليق محفوظ لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        101: "101 تعليق محفوظ لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        102: "102 تعليق محفوظ لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
        103: "103 تعليقات محفوظة لأسباب قانونية ولا يجوز حذفها. ارفع عنها الحفظ أولاً.",
    },
    will_be_kept: counted_comments(
        f"يُلزمنا القانون بحفظ {{}} مما كتبت. {UNTIL_THEN} تغيب عن الصفحة، ولا تراها إلا هيئة التحرير حتى يسمح القانون "
        "بحذفها.",
        {
            0: "",
            1: f"يُلزمنا القانون بحفظ تعليق واحد مما كتبت. {UNTIL_THEN} يغيب عن الصفحة، ولا تراه إلا هيئة التحرير حتى "
            "يسمح القانون بحذفه.",
            2: f"يُلزمنا القانون بحفظ تعليقين مما كتبت. {UNTIL_THEN} يغيبان عن الصفحة، ولا تراهما إلا هيئة التحرير حتى "
            "يسمح القانون بحذفهما.",
        },
    ),
    was_kept: counted_comments(
        "أبقينا {} لأسباب قانونية. لم يعد القراء يرونها ولا تراها إلا هيئة التحرير، ونحذفها متى سمح القانون.",
        {
            0: "",
            1: "أبقينا تعليقاً واحداً لأسباب قانونية. لم يعد القراء يرونه ولا تراه إلا هيئة التحرير، ونحذفه متى سمح "
            "القانون.",
            2: "أبقينا تعليقين لأسباب قانونية. لم يعد القراء يرونهما ولا تراهما إلا هيئة التحرير، ونحذفهما متى سمح "
            "القانون.",
        },
    ),
    exported: counted_comments(
        "صُدِّر {} بصيغة CSV",
        {
            0: "لم يُصدَّر أي تعليق بصيغة CSV",
            1: "صُدِّر تعليق واحد بصيغة CSV",
            2: "صُدِّر تعليقان بصيغة CSV",
            **{number: f"صُدِّرت {number} تعليقات بصيغة CSV" for number in (3, 10, 103)},
        },
    ),
}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["western", "eastern"])
@pytest.mark.parametrize("written", SENTENCES, ids=lambda function: function.__name__)
def test_sentence_is_that_of_the_press(written, choice: str) -> None:
    make_settings(digits=choice)
    for number, sentence in SENTENCES[written].items():
        expected = sentence.translate(EASTERN) if choice == "eastern" else sentence
        assert written(number) == expected
