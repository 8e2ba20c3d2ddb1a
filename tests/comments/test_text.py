import re

import pytest

from comments.text import build_html, marked_excerpt, marked_html, text_digest
from newsportal.arabic.characters import clean_text


def html_of(text: str) -> str:
    return build_html(clean_text(text))


def links_in(text: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', html_of(text))


class TestParagraphs:
    def test_empty_lines_part_paragraphs(self):
        assert html_of("أول\n\nثان\n \n\t\nثالث") == (
            '<p dir="auto">أول</p><p dir="auto">ثان</p><p dir="auto">ثالث</p>'
        )

    def test_one_line_end_is_a_break(self):
        assert html_of("سطر\r\nسطر") == '<p dir="auto">سطر<br>سطر</p>'

    def test_markup_is_text(self):
        assert html_of("<script>alert('1')</script> & <b>") == (
            '<p dir="auto">&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &lt;b&gt;</p>'
        )


class TestMarks:
    def test_places_are_marked_and_the_rest_is_text(self):
        assert marked_html("<a> ب\nت", [(0, 3), (4, 5)]) == (
            '<p dir="auto"><mark>&lt;a&gt;</mark> <mark>ب</mark><br>ت</p>'
        )

    def test_places_that_overlap_are_marked_once(self):
        assert marked_html("ابت", [(0, 2), (1, 3)]) == '<p dir="auto"><mark>اب</mark>ت</p>'

    def test_an_excerpt_shows_sixty_characters_on_either_side(self):
        assert marked_excerpt("قبل ك بعد", 4, 5) == '<p dir="auto">قبل <mark>ك</mark> بعد</p>'
        assert marked_excerpt("ا" * 70 + "ك" + "ب" * 70, 70, 71) == (
            f'<p dir="auto">…{"ا" * 60}<mark>ك</mark>{"ب" * 60}…</p>'
        )


class TestLinks:
    def test_a_link_is_followed_by_no_search_engine_and_shows_its_address(self):
        assert html_of("http://a.example/b?c=1&d=2") == (
            '<p dir="auto"><a href="http://a.example/b?c=1&amp;d=2" rel="nofollow ugc" dir="ltr">'
            "http://a.example/b?c=1&amp;d=2</a></p>"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "انظر https://a.example/b، ثم",
            "انظر https://a.example/b؛ ثم",
            "انظر https://a.example/b؟ ثم",
            "«https://a.example/b» ثم",
            "(https://a.example/b) ثم",
            "[https://a.example/b], ثم",
            "انظر https://a.example/b. ثم",
            'قال "https://a.example/b" ثم',
            "\u200fhttps://a.example/b\u200f ثم",
            "https://a.example/b…",
            "https://a.example/b!؟",
        ],
    )
    def test_punctuation_around_an_address_stays_outside(self, text: str):
        assert links_in(text) == ["https://a.example/b"]

    def test_a_bracket_that_the_address_opened_stays_inside(self):
        assert links_in("(https://a.example/b_(c))") == ["https://a.example/b_(c)"]

    def test_arabic_hosts_and_paths_are_linked(self):
        assert links_in("https://مثال.السعودية/خبر") == ["https://مثال.السعودية/خبر"]

    @pytest.mark.parametrize(
        "text",
        [
            "نص.ملاحظة.com",
            "www.a.example",
            "//a.example",
            "javascript:alert(1)",
            "JaVaScRiPt://a.example/%0aalert(1)",
            "vbscript:1",
            "data:text/html,1",
            "ftp://a.example/",
            "mailto:a@b.example",
            "http://",
            "https://.",
            "https://...",
            "http://localhost/",
            "https://bank.example@thief.example/",
            "http://[::1",
            "http://[::ffff:1.2.3.4]/",
            "http://a.example:99x",
            "xhttps://a.example/",
        ],
    )
    def test_what_is_no_plain_web_address_is_text(self, text: str):
        assert links_in(text) == []

    def test_an_address_cannot_break_out_of_its_attribute(self):
        assert links_in("https://a.example/'onmouseover='alert(1)") == ["https://a.example/"]
        assert links_in("https://a.example/&quot;x") == ["https://a.example/&amp;quot;x"]

    def test_brackets_and_lone_percent_signs_are_quoted(self):
        assert links_in("https://a.example/?a[]=5%&b=%20") == ["https://a.example/?a%5B%5D=5%25&amp;b=%20"]

    def test_a_hostile_text_is_no_slower_than_its_length(self):
        assert links_in("https://a.example/" + ")" * 4_900) == ["https://a.example/"]
        assert links_in("https://a.example/" + "(" * 4_900) == ["https://a.example/" + "(" * 4_900]
        assert len(html_of("http://" * 700)) < 6_000


class TestDigest:
    def test_spellings_of_one_text_share_a_digest(self):
        assert text_digest("إنَّ  الأمـــر واضحٌ") == text_digest("ان الامر واضح")

    def test_other_texts_do_not(self):
        assert text_digest("نعم") != text_digest("لا")
