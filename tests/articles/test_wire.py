import re
import textwrap
import time
from pathlib import Path

import pytest
from django.conf import settings

from articles.body.sanitize import sanitize
from articles.body.wire import format_wire

WIRE = (Path(settings.BASE_DIR) / "tests" / "data" / "wire_article.txt").read_text(encoding="utf-8")
TITLE = WIRE.split("\n", 1)[0]
HEADINGS = ["لماذا الأرصفة أولاً", "أنواع محلية وماء معالج", "اعتراض أصحاب المتاجر", "كلفة الغرس وحساب البقاء"]
LONG = "أقرّ مجلس المدينة خطة لغرس الأشجار على جانبي الشوارع في خمسة أعوام لتخفيف حرارة الأرصفة."


def headings(html):
    return re.findall("<h2>(.*?)</h2>", html)


class TestArticle:
    def test_lines_that_stand_alone_are_headings_and_the_title_goes(self):
        html = format_wire(WIRE, title=TITLE)
        assert headings(html) == HEADINGS
        assert html.startswith("<p>أقرّ مجلس")
        assert html.endswith("<p>المصدر: TRT</p>")
        assert html.count("<p>") == 15

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n \t"])
    def test_every_kind_of_line_end_is_read(self, end):
        assert headings(format_wire(WIRE.replace("\n", end), title=TITLE)) == HEADINGS

    @pytest.mark.parametrize("width", [60, 70, 90])
    @pytest.mark.parametrize("between", ["\n\n", "\n"])
    def test_lines_that_a_program_broke_are_joined(self, width, between):
        broken = between.join("\n".join(textwrap.wrap(block, width)) for block in WIRE.split("\n\n")[1:])
        html = format_wire(broken)
        assert headings(html) == HEADINGS
        if between == "\n\n":
            assert html == format_wire(WIRE, title=TITLE)

    def test_lines_without_any_blank_line_are_paragraphs(self):
        assert format_wire(WIRE.replace("\n\n", "\n"), title=TITLE) == format_wire(WIRE, title=TITLE)

    def test_sanitiser_keeps_all_of_it(self):
        html = format_wire(WIRE + "\n- بند أول\n- بند ثان\n\nبيت\nقصير")
        assert sanitize(html) == html

    def test_no_word_is_lost(self):
        told = re.sub("<[^>]+>", " ", format_wire(WIRE))
        assert told.split() == WIRE.split()


class TestTitle:
    @pytest.mark.parametrize(
        "line", ["«قصرُ الغيم» تزرع ٦٠ ألف شجرة.", "قصر الغيم تزرع 60 ألف شجره", "  قصر الغيم  تزرع 60 ألف شجرة!  "]
    )
    def test_first_line_that_says_the_same_is_dropped(self, line):
        assert format_wire(f"{line}\n\n{LONG}", title="قصر الغيم تزرع 60 ألف شجرة") == f"<p>{LONG}</p>"

    @pytest.mark.parametrize("title", ["", "عنوان آخر", "؟!", "قصر الغيم تزرع"])
    def test_other_first_line_stays(self, title):
        assert headings(format_wire(f"قصر الغيم تزرع 60 ألف شجرة\n\n{LONG}", title=title)) == [
            "قصر الغيم تزرع 60 ألف شجرة"
        ]

    def test_later_line_stays(self):
        assert format_wire(f"{LONG}\n\nعنوان\n\n{LONG}", title="عنوان").count("عنوان") == 1

    def test_text_of_the_title_alone_is_empty(self):
        assert format_wire("عنوان", title="عنوان") == ""


class TestLines:
    @pytest.mark.parametrize(
        "line",
        [
            "الرياض (واس) -", "كتب: أحمد سالم", "بقلم رباب الدوحي", "حاورته رباب الدوحي", "إعداد: القسم السياسي",
            "المصدر: TRT",
            "قال المجلس:", "انتهت الجلسة.", "كيف ترى مستقبل المدينة بعد هذا القرار؟", "ومن ذلك،", "«انتهت الجلسة.»",
            "* * *", "2026", "كلمة " * 13, "ك" * 81,
        ],
    )  # fmt: skip
    def test_line_of_another_kind_is_no_heading(self, line):
        html = format_wire(f"{LONG}\n\n{line}\n\n{LONG}")
        assert headings(html) == []
        assert line.strip() in html

    @pytest.mark.parametrize(
        "line",
        ["«الأرصفة» أولاً", "خطة 2030", "الظل: غاية أولى", "تقرير أممي يحذر من الجفاف", "ماذا بعد؟", "هل تنجح الخطة؟"],
    )
    def test_line_of_few_words_before_prose_is_one(self, line):
        assert headings(format_wire(f"{LONG}\n\n{line}\n\n{LONG}")) == [line]

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("وما الذي تعلمته من سنوات المسرح الطويلة؟", LONG),
            ("وهل كان الطريق سهلاً؟", "لا."),
            ("س: ولماذا السينما الآن؟", LONG),
            ("س/ ولماذا السينما؟", LONG),
            ("الضحى: ولماذا السينما الآن؟", LONG),
        ],
    )
    @pytest.mark.parametrize("between", ["\n\n", "\n"])
    def test_no_question_of_an_interview_is_one(self, question, answer, between):
        lines = [LONG, "كيف بدأت رحلتك؟", LONG, question, answer, "وماذا عن المقبل؟", LONG]
        html = format_wire(between.join(lines))
        assert html == "".join(f"<p>{line}</p>" for line in lines)

    def test_question_with_which_a_text_ends_leaves_the_others_headings(self):
        text = "\n\n".join([LONG, "ماذا بعد؟", LONG, "فهل يصل الماء إلى الأرصفة قبل أن يعود الصيف؟"])
        assert headings(format_wire(text)) == ["ماذا بعد؟"]

    def test_line_at_the_end_is_none(self):
        assert format_wire(f"{LONG}\n\nانتهى") == f"<p>{LONG}</p><p>انتهى</p>"

    def test_line_before_another_short_one_is_none(self):
        assert headings(format_wire(f"أولاً\n\nثانياً\n\n{LONG}")) == ["ثانياً"]

    def test_dateline_joins_the_line_that_it_opens(self):
        assert format_wire(f"الرياض (واس) -\n{LONG}") == f"<p>الرياض (واس) - {LONG}</p>"

    def test_bullets_and_numbers_are_lists(self):
        html = format_wire(f"{LONG}\n\n- أول\n- ثان\n\n1. واحد\n2. اثنان")
        assert html == (
            f"<p>{LONG}</p><ul><li><p>أول</p></li><li><p>ثان</p></li></ul>"
            "<ol><li><p>واحد</p></li><li><p>اثنان</p></li></ol>"
        )

    def test_lines_of_verse_stay_lines(self):
        assert format_wire("قفا نبك من ذكرى حبيب\nبسقط اللوى") == "<p>قفا نبك من ذكرى حبيب<br>بسقط اللوى</p>"


class TestHostile:
    @pytest.mark.parametrize("text", ["", " \n\n\t\n", "\u200f\n\u200e", "\ufeff"])
    def test_nothing_is_nothing(self, text):
        assert format_wire(text, title="عنوان") == ""

    def test_markup_is_text(self):
        assert format_wire("<script>alert(1)</script> & <b>x</b>.") == (
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;.</p>"
        )

    @pytest.mark.parametrize(
        "text",
        ["ك\n" * 400_000, "\n \n" * 300_000, "كلمة " * 200_000, "(" * 900_000, "- " * 450_000, "1. \n" * 200_000],
    )
    def test_a_million_characters_take_no_time(self, text):
        began = time.process_time()
        format_wire(text, title="عنوان")
        assert time.process_time() - began < 5
