"""What the checks find in a story, and what they leave alone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from articles.body.sanitize import sanitize
from articles.demo.load import read
from articles.readiness.problem import Problem
from articles.readiness.punctuation import wrong_marks
from articles.readiness.registry import CHECKS, MOST_OF_A_KIND, problems
from articles.readiness.story import PictureWords, Story
from tests.factories import make_settings

pytestmark = pytest.mark.django_db

WIRE = (Path(settings.BASE_DIR) / "tests" / "data" / "wire_article.txt").read_text(encoding="utf-8").strip()
WHOLE = PictureWords("نجوم", "تعليق", "تصوير: الضحى")


@pytest.fixture(autouse=True)
def arabic() -> object:
    with translation.override("ar"):
        yield


def found(**values: object) -> list[Problem]:
    body = sanitize(str(values.pop("body", "<p>نص الخبر.</p>")))
    return problems(Story(**{"title": "عنوان", "standfirst": "مقدمة", "body": body, **values}))  # type: ignore[arg-type] - the values of a story


def codes(**values: object) -> list[str]:
    return [problem.code for problem in found(**values)]


class TestRegistry:
    def test_whole_story_has_no_problem(self) -> None:
        assert found() == []

    def test_first_three_alone_keep_a_story_back(self) -> None:
        assert [check.code for check in CHECKS if check.is_gate] == ["title", "section", "text"]
        assert [check.is_gate for check in CHECKS[:3]] == [True] * 3

    def test_codes_are_each_one_s_own(self) -> None:
        assert len({check.code for check in CHECKS}) == len(CHECKS)

    def test_empty_story_lacks_everything(self) -> None:
        empty = problems(Story(has_section=False, has_source=False))
        assert [(problem.code, problem.field, problem.is_gate) for problem in empty] == [
            ("title", "title", True),
            ("section", "section", True),
            ("text", "body", True),
            ("standfirst", "standfirst", False),
            ("source", "source", False),
        ]

    def test_many_of_a_kind_are_cut_and_the_rest_is_counted(self) -> None:
        body = '<p><a href="https://a.example">هنا</a></p>' * 20
        *first, rest = found(body=body)
        assert [problem.code for problem in first] == ["link_words"] * MOST_OF_A_KIND
        assert (rest.code, rest.field, rest.stands_for) == ("link_words", "body", 15)
        assert rest.text == "و15 ملاحظة أخرى من هذا النوع."

    def test_very_many_are_not_counted(self) -> None:
        body = '<p><a href="https://a.example">هنا</a></p>' * 400
        assert found(body=body)[-1].text == "وملاحظات كثيرة أخرى من هذا النوع."

    def test_five_of_a_kind_are_all_told(self) -> None:
        assert len(found(body='<p><a href="https://a.example">هنا</a></p>' * 5)) == MOST_OF_A_KIND

    def test_words_come_in_english_too(self) -> None:
        with translation.override("en"):
            assert found(title="")[0].text == "There is no title. Write one before you publish."

    def test_numbers_obey_the_paper_s_digits(self) -> None:
        make_settings(digits="eastern")
        (problem,) = found(body='<p>أ</p><p>ب <a href="https://a.example">هنا</a></p>')
        assert problem.text.startswith("الفقرة ٢")


class TestFields:
    @pytest.mark.parametrize(("length", "expected"), [(110, []), (111, ["long_title"])])
    def test_title_is_long_beyond_110(self, length: int, expected: list[str]) -> None:
        assert codes(title="ع" * length) == expected

    def test_long_title_says_how_long(self) -> None:
        assert "150" in found(title="ع" * 150)[0].text

    @pytest.mark.parametrize("title", ["", "...", "؟!"])
    def test_title_without_a_letter_is_none(self, title: str) -> None:
        assert "title" in codes(title=title)

    @pytest.mark.parametrize("body", ["", "<p></p>", "<p> \u200b</p>", "<p>...</p>", "<hr>"])
    def test_text_without_a_word_is_none(self, body: str) -> None:
        assert "text" in codes(body=body)

    @pytest.mark.parametrize("kept", ['data-picture="3"', 'data-embed="https://x.com/a/status/1"'])
    def test_picture_or_embed_is_text(self, kept: str) -> None:
        assert codes(body=f"<figure {kept}></figure>", pictures={3: WHOLE}) == []


class TestPictures:
    @pytest.mark.parametrize("missing", ["alternative_text", "caption", "credit"])
    def test_each_part_is_asked_for(self, missing: str) -> None:
        words = PictureWords(**{**WHOLE.__dict__, missing: ""})
        (problem,) = found(lead=words)
        assert (problem.code, problem.field) == (missing, "lead_picture")
        body = '<p>نص</p><figure data-picture="3"></figure>'
        (problem,) = found(body=body, pictures={3: words})
        assert (problem.code, problem.field) == (missing, "body")
        assert "الصورة 1 في النص" in problem.text

    def test_caption_in_the_text_is_one(self) -> None:
        words = PictureWords("نجوم", "", "تصوير: الضحى")
        body = '<p>نص</p><figure data-picture="3"><figcaption>تعليق</figcaption></figure>'
        assert found(body=body, pictures={3: words}) == []

    def test_picture_that_is_no_longer_there_is_named(self) -> None:
        assert codes(body='<p>نص</p><figure data-picture="3"></figure>') == ["lost_picture"]


class TestHeadings:
    @pytest.mark.parametrize(
        ("levels", "expected"),
        [
            ([2, 3, 4, 2, 3, 3, 2], 0),
            ([2, 4], 1),
            ([3], 1),
            ([4, 2, 4], 2),
            ([2, 3, 2, 4, 4], 1),
            ([], 0),
        ],
    )
    def test_levels_go_down_one_by_one(self, levels: list[int], expected: int) -> None:
        body = "<p>نص</p>" + "".join(f"<h{level}>عنوان {level}</h{level}><p>نص</p>" for level in levels)
        assert codes(body=body).count("heading_levels") == expected

    def test_it_says_which_heading(self) -> None:
        (problem,) = found(body="<h2>أول</h2><p>نص</p><h4>ثالث بعيد</h4>")
        assert "العنوان الفرعي 2" in problem.text
        assert "«ثالث بعيد»" in problem.text


class TestLinks:
    @pytest.mark.parametrize(
        "words",
        [
            *("اضغط هنا", "إضغط هنا", "اضغـط هُنا", "هنا", "هنا.", "« هنا »", "للمزيد", "المزيد…", "اقرأ المزيد"),
            *("أقرأ المزيد ←", "Click here", "HERE", "read more", "لقراءة التقرير اضغط هنا", "انقر هنا للتفاصيل"),
            "<strong>هنا</strong>",
        ],
    )
    def test_words_that_say_nothing(self, words: str) -> None:
        (problem,) = found(body=f'<p>أ</p><p>ب <a href="https://a.example/1">{words}</a></p>')
        assert (problem.code, problem.field) == ("link_words", "body")
        assert problem.text.startswith("الفقرة 2: ")

    @pytest.mark.parametrize(
        "words", ["تقرير البلدية", "هنالك", "هنا القاهرة", "المزيد من الأشجار", "الرابط القلمي", "Here and Now"]
    )
    def test_words_that_say_something(self, words: str) -> None:
        assert found(body=f'<p>ب <a href="https://a.example/1">{words}</a></p>') == []

    def test_place_is_the_block_that_holds_it(self) -> None:
        link = '<a href="https://a.example">هنا</a>'
        body = f"<p>أ</p><ul><li>ب</li><li>{link}</li></ul><blockquote><p>{link}</p></blockquote>"
        places = [problem.text.partition(":")[0] for problem in found(body=body)]
        assert places == ["القائمة 1", "الاقتباس 1"]


class TestEmbeds:
    @pytest.mark.parametrize(
        "address",
        [
            *("", "youtube", "javascript:alert(1)", "https://", "https://localhost/x", "//a.b"),
            *("https://www.youtube.com/@chan", "https://x.com/someone", "https://www.facebook.com/page"),
        ],
    )
    def test_address_that_names_nothing(self, address: str) -> None:
        assert codes(embeds=(address,)) == ["embeds"]

    @pytest.mark.parametrize(
        "address", ["https://youtu.be/dQw4w9WgXcQ", "http://x.com/a/status/1", "https://a.example/1"]
    )
    def test_address_that_names_something(self, address: str) -> None:
        assert found(embeds=(address,)) == []


class TestPunctuation:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("من يدفع?", ["يدفع?"]),
            ("قال أحمد, ثم ذهب", ["أحمد,"]),
            ("قال «نعم», ثم", ["«نعم»,"]),
            ("مرحلةٌ; ثم أخرى", ["مرحلةٌ;"]),
            ("في عام 2020, قال", ["2020,"]),
            ("حاوية (TEU), وكانت", ["(TEU),"]),
            ("زار Paris, ثم عاد", ["Paris,"]),
            ("بنسبة 4%, ثم", ["4%,"]),
            ("لماذا ? لأن", ["لماذا ?"]),
            ("واحد, واثنان, وثلاثة", ["واحد,", "واثنان,"]),
        ],
    )
    def test_latin_mark_in_arabic_is_wrong(self, text: str, expected: list[str]) -> None:
        assert wrong_marks(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "من يدفع؟ قال أحمد، ثم ذهب؛ وعاد.",
            "نحو 6,500 حاوية و1,000,000 شجرة",
            "قال بالإنجليزية: Hello, world; how are you?",
            "الموقع https://a.example/?q=قصر,غيم&p=1 مفتوح",
            "راجع example.com/search?q=نص, هنا",
            "اكتب إلى desk@a.example; شكراً",
            "كتاب Who, What, When? صدر أمس",
            "A, B, C",
            "",
            "؟!",
        ],
    )
    def test_others_are_left_alone(self, text: str) -> None:
        assert wrong_marks(text) == []

    def test_title_and_standfirst_are_read_too(self) -> None:
        assert [problem.field for problem in found(title="من يدفع?", standfirst="أحمد, ثم")] == ["title", "standfirst"]

    def test_it_quotes_the_words_and_their_place(self) -> None:
        (problem,) = found(body="<p>أ</p><p>قال أحمد, ثم ذهب.</p>")
        assert problem.text.startswith("الفقرة 2: ")
        assert "«أحمد,»" in problem.text

    def test_long_line_without_a_space_takes_no_time(self) -> None:
        assert wrong_marks("ع" * 50_000) == []
        assert wrong_marks("a." * 50_000) == []


class TestFalseAlarms:
    def test_wire_story_has_nothing_to_note(self) -> None:
        title, *paragraphs = WIRE.split("\n\n")
        assert found(title=title, body="".join(f"<p>{line}</p>" for line in paragraphs)) == []

    def test_demo_stories_have_nothing_to_note(self) -> None:
        told = []
        for section in read("newsroom")["sections"]:
            for entry in read(section["file"])["articles"]:
                lead = PictureWords(entry["picture_alt"], entry["picture_caption"], entry["picture_credit"])
                fields = {name: entry[name] for name in ("title", "standfirst", "body")}
                told += [(entry["key"], problem.text) for problem in found(**fields, lead=lead)]
        assert told == []


class TestBidi:
    def test_quoted_words_turn_nothing_around(self) -> None:
        (problem,) = found(body='<p><a href="https://a.example">click here\u200f</a></p>')
        assert "\u2068" in problem.text
        assert problem.text.count("\u2068") == problem.text.count("\u2069")
