"""Differences of texts, word by word and block by block."""

import random
import time

import pytest

from articles.revisions.difference import changed_words, diff_blocks, diff_words
from articles.revisions.words import Block, Word, blocks_of, words_of


def told(before: str, after: str) -> str:
    """Return the runs of two texts, taken out in brackets and put in in braces."""
    marks = {"same": "{}", "gone": "[{}]", "come": "<{}>"}
    runs = diff_words(words_of(before), words_of(after))
    return " ".join(marks[run.kind].format(" ".join(word.text for word in run.words)) for run in runs)


def kinds(before: str, after: str) -> list[str]:
    return [change.kind for change in diff_blocks(blocks_of(before), blocks_of(after))]


def texts(body: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(word.text for word in block.words)) for block in blocks_of(body)]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("قال، ثم: «نعم»؟", ["قال", "،", "ثم", ":", "«", "نعم", "»", "؟"]),
            ("مُحَمَّدٌ وكـتاب", ["مُحَمَّدٌ", "وكـتاب"]),
            ("3.5% و10:30 و٢٫٥", ["3.5", "%", "و10", ":", "30", "و٢", "٫", "٥"]),
            ("من https://x.example/a?b=1 إلى", ["من", "https://x.example/a?b=1", "إلى"]),
            ("", []),
            ("\u202eقلب\u2069", ["\u202e", "قلب\u2069"]),
        ],
    )
    def test_marks_stand_apart_and_numbers_stay_whole(self, text: str, expected: list[str]) -> None:
        assert [word.text for word in words_of(text)] == expected

    def test_a_word_in_another_place_is_told(self) -> None:
        assert told("زار الوزير مدينة الرياض", "زار الوزير مدينة جدة") == "زار الوزير مدينة [الرياض] <جدة>"

    def test_an_arabic_comma_alone_is_told(self) -> None:
        assert told("قال الوزير إنه", "قال الوزير، إنه") == "قال الوزير <،> إنه"

    def test_two_changes_around_a_short_word_are_one(self) -> None:
        assert told("سنة كبيرة في مدن قديمة", "سنة صغيرة في قرى قديمة") == "سنة [كبيرة في مدن] <صغيرة في قرى> قديمة"

    def test_what_is_the_same_has_one_run(self) -> None:
        assert told("كلام كما هو", "كلام كما هو") == "كلام كما هو"

    @pytest.mark.parametrize(("before", "after"), [("", "جديد"), ("قديم", ""), ("", "")])
    def test_empty_texts_are_compared(self, before: str, after: str) -> None:
        assert told(before, after) == " ".join(filter(None, [before and f"[{before}]", after and f"<{after}>"]))

    def test_every_word_of_both_comes_out_once(self) -> None:
        chance = random.Random(7)  # noqa: S311 - no secret
        for _ in range(200):
            before, after = ([Word(chance.choice("ابتثجح")) for _ in range(chance.randrange(12))] for _ in range(2))
            runs = diff_words(before, after)
            assert [word for run in runs if run.kind != "come" for word in run.words] == before
            assert [word for run in runs if run.kind != "gone" for word in run.words] == after


class TestBlocks:
    def test_each_kind_of_block_is_read(self) -> None:
        body = (
            "<p>قبل <strong>ثقل</strong></p><h2>عنوان</h2><ul><li>بند</li></ul><blockquote><p>قول</p></blockquote>"
            '<blockquote data-kind="pull"><p>بارز</p></blockquote><hr>'
            "<table><tbody><tr><th>أ</th><td><p>ب</p></td></tr></tbody></table>"
            '<figure data-picture="7"><figcaption>شرح</figcaption></figure>'
            '<figure data-embed="https://v.example/1"></figure>'
        )
        assert texts(body) == [
            ("p", "قبل ثقل"),
            ("h2", "عنوان"),
            ("li", "بند"),
            ("quote", "قول"),
            ("pull", "بارز"),
            ("hr", ""),
            ("row", "أ | ب"),
            ("figure", "7 شرح"),
            ("figure", "https://v.example/1"),
        ]

    def test_another_address_of_a_link_and_another_weight_are_changes(self) -> None:
        link = '<p>انظر <a href="https://{}.example/">هذا الرابط</a> إذن</p>'
        assert kinds(link.format("a"), link.format("b")) == ["changed"]
        assert kinds("<p>كلام ثقيل جدا</p>", "<p>كلام <strong>ثقيل</strong> جدا</p>") == ["changed"]

    def test_a_paragraph_put_in_leaves_its_neighbours_alone(self) -> None:
        assert kinds("<p>أول</p><p>ثان</p>", "<p>أول</p><p>بينهما</p><p>ثان</p>") == ["same", "come", "same"]

    def test_a_changed_paragraph_meets_its_former_self_and_no_other(self) -> None:
        before = "<p>قال الوزير إن المشروع بدأ</p><p>ورحبت النقابة بالقرار أمس</p>"
        after = "<p>خبر آخر تماما عن الطقس</p><p>ورحبت النقابة بالقرار اليوم</p>"
        assert kinds(before, after) == ["gone", "come", "changed"]

    def test_a_paragraph_that_became_a_heading_is_the_same_block(self) -> None:
        (change,) = diff_blocks(blocks_of("<p>ماذا بعد القرار</p>"), blocks_of("<h2>ماذا بعد القرار</h2>"))
        assert (change.kind, change.block.kind, change.former.kind) == ("changed", "h2", "p")
        assert changed_words([change]) == 0

    def test_of_two_that_share_as_much_the_one_of_the_same_kind_is_its_former_self(self) -> None:
        after = "<h2>ماذا بعد القرار اليوم</h2><p>ماذا بعد القرار اليوم</p>"
        changes = diff_blocks(blocks_of("<p>ماذا بعد القرار أمس</p>"), blocks_of(after))
        assert [(change.kind, change.block.kind) for change in changes] == [("come", "h2"), ("changed", "p")]

    def test_a_paragraph_that_moved_is_told_in_both_places(self) -> None:
        one, two, three = "<p>واحد من كلام كثير</p>", "<p>فقرة ثانية في الوسط</p>", "<p>فقرة ثالثة عند الختام</p>"
        assert sorted(kinds(one + two + three, two + three + one)) == ["left", "moved", "same", "same"]

    def test_words_are_counted_once_where_one_stands_for_another(self) -> None:
        changes = diff_blocks(blocks_of("<p>زار مدينة الرياض، أمس</p>"), blocks_of("<p>زار مدينة جدة أمس</p>"))
        assert changed_words(changes) == 1
        assert changed_words(diff_blocks([], blocks_of("<p>ثلاث كلمات هنا.</p>"))) == 3

    def test_every_block_of_both_comes_out_once(self) -> None:
        chance = random.Random(3)  # noqa: S311 - no secret

        def make() -> list[Block]:
            return [Block("p", tuple(Word(chance.choice("ابتثج")) for _ in range(3))) for _ in range(8)]

        for _ in range(100):
            before, after = make(), make()
            changes = diff_blocks(before, after)
            shown = [change.block for change in changes if change.kind not in {"gone", "left"}]
            was = [change.former or change.block for change in changes if change.kind not in {"come", "moved"}]
            assert shown == after
            assert [*map(len, was)] == [*map(len, before)]
            assert sorted(was) == sorted(before)


class TestTime:
    WORDS = [f"كلمة{number}" for number in range(2_000)]

    def sentence(self, chance: random.Random, length: int) -> str:
        return " ".join(chance.choice(self.WORDS) for _ in range(length))

    @pytest.mark.parametrize("shape", ["paragraphs", "one paragraph", "one word", "tiny paragraphs"])
    def test_a_megabyte_takes_seconds_at_most(self, shape: str) -> None:
        chance = random.Random(1)  # noqa: S311 - no secret
        before, after = {
            "paragraphs": lambda: ["".join(f"<p>{self.sentence(chance, 20)}.</p>" for _ in range(5_000))] * 2,
            "one paragraph": lambda: [f"<p>{self.sentence(chance, 80_000)}</p>" for _ in range(2)],
            "one word": lambda: [f"<p>{'و ' * 200_000}</p>", f"<p>{'و ب ' * 100_000}</p>"],
            "tiny paragraphs": lambda: ["".join(f"<p>{n % size} س</p>" for n in range(9_000)) for size in (89, 97)],
        }[shape]()
        began = time.process_time()
        diff_blocks(blocks_of(before), blocks_of(after.replace(".</p>", " جديد.</p>")))
        assert time.process_time() - began < 15

    def test_a_word_more_at_the_beginning_of_an_endless_paragraph_stays_one(self) -> None:
        text = self.sentence(random.Random(2), 5_000)  # noqa: S311 - no secret
        assert changed_words(diff_blocks(blocks_of(f"<p>{text}</p>"), blocks_of(f"<p>أول {text}</p>"))) == 1
