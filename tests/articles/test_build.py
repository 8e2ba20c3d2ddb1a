from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from articles.body.build import PICTURE_SIZES, Builder, build, count_words, picture_ids
from articles.body.sanitize import sanitize
from articles.pictures.markup import picture_html


def picture(**fields):
    values = {"key": "a" * 32, "width": 1600, "height": 900, "ground": 3, "caption": "", "credit": ""}
    return SimpleNamespace(**{**values, "alternative_text": "صيّاد", "cut_at": None, **fields})


def pull(inside):
    return f'<blockquote data-kind="pull">{inside}</blockquote>'


class TestPictureIds:
    def test_each_picture_is_named_once_in_order(self):
        body = sanitize('<figure data-picture="7"></figure><p>x</p><figure data-picture="3"></figure>' * 2)
        assert picture_ids(body) == [7, 3]

    def test_text_that_speaks_of_pictures_names_none(self):
        assert picture_ids(sanitize('<p>&lt;figure data-picture="7"&gt; data-picture="8"</p>')) == []


class TestCountWords:
    @pytest.mark.parametrize(
        ("html", "words"),
        [
            ("", 0),
            ("<p>كلمة واحدة</p>", 2),
            ("<h2>عنوان</h2><p>نص</p>", 2),
            ("<p>كَتَبَ الوَلَدُ</p>", 2),
            ("<p>ك<strong>لم</strong>ة</p>", 1),
            ("<p>سطر<br>سطر</p>", 2),
            ("<p>قال — « نعم » ، 58 %</p>", 3),
            ("<table><tbody><tr><td>أ</td><td>ب</td></tr></tbody></table>", 2),
            ('<figure><picture><img alt="كلام كثير"></picture><figcaption>شرح</figcaption></figure>', 1),
        ],
    )
    def test_words_are_what_a_reader_reads(self, html, words):
        assert count_words(html) == words


class TestText:
    def test_plain_body_stays_as_it_is(self):
        body = sanitize(
            '<p>أ &amp; <strong>ب</strong> &lt;<a href="https://x.example/?a=1&amp;b=2">ج</a><br>د</p><hr>'
        )
        assert build(body, {}) == body

    def test_result_may_be_printed_by_templates(self):
        assert isinstance(build("<p>أ</p>", {}), SafeString)

    def test_words_stay_escaped(self):
        body = sanitize("<h2>&lt;script&gt;</h2><p>&lt;img src=x onerror=1&gt;</p>")
        assert "<script" not in build(body, {})
        assert "<img" not in build(body, {})


class TestHeadings:
    def test_heading_gets_an_anchor_of_its_words(self):
        assert build("<h2>لماذا <em>الأرصفة</em> أولاً؟</h2>", {}).startswith('<h2 id="لماذا-الأرصفة-')

    def test_equal_headings_get_different_anchors(self):
        built = build("<h2>خلاصة</h2><h3>خلاصة</h3><h4>خلاصة 2</h4><h2>خلاصة</h2>", {})
        assert [part.split('"')[0] for part in built.split('id="')[1:]] == ["خلاصة", "خلاصة-2", "خلاصة-2-2", "خلاصة-3"]

    def test_a_thousand_equal_headings_are_not_counted_anew_each_time(self):
        builder, asked = Builder({}), []

        class Asked(set):
            def __contains__(self, anchor):
                asked.append(anchor)
                return super().__contains__(anchor)

        builder.anchors = Asked()
        assert [builder.anchor("أ") for _ in range(1_000)][-1] == "أ-1000"
        assert len(asked) < 3_000

    @pytest.mark.parametrize(
        ("heading", "anchor"),
        [("comments", "text-comments"), ("Content", "text-content"), ("؟!", "text"), ("2026", "text-2026")],
    )
    def test_anchor_never_takes_the_place_of_an_id_of_the_page(self, heading, anchor):
        assert build(f"<h2>{heading}</h2>", {}).startswith(f'<h2 id="{anchor}')

    def test_long_heading_gets_a_short_anchor(self):
        built = build(f"<h2>{'كلمة ' * 40}</h2>", {})
        assert len(built.split('"')[1]) <= 60


class TestFigures:
    def test_picture_stands_with_its_caption_and_credit(self):
        shown = picture(caption="ميناء < الصيد", credit="تصوير: ر & م")
        built = build('<figure data-picture="4"></figure>', {4: shown})
        assert str(picture_html(shown, shape="full", sizes=PICTURE_SIZES)) in built
        assert (
            '<figcaption>ميناء &lt; الصيد <span class="credit">تصوير: ر &amp; م</span></figcaption></figure>' in built
        )

    def test_caption_of_the_body_wins_over_the_pictures_own(self):
        body = '<figure data-picture="4"><figcaption>هنا <strong>الآن</strong></figcaption></figure>'
        built = build(body, {4: picture(caption="القديم", credit="الضحى")})
        assert '<figcaption>هنا <strong>الآن</strong> <span class="credit">الضحى</span></figcaption>' in built
        assert "القديم" not in built

    def test_picture_without_words_has_no_caption(self):
        assert "figcaption" not in build('<figure data-picture="4"></figure>', {4: picture()})

    def test_missing_picture_is_left_out_with_its_caption(self):
        body = '<p>أ</p><figure data-picture="4"><figcaption>شرح</figcaption></figure><p>ب</p>'
        assert build(body, {}) == "<p>أ</p><p>ب</p>"


class TestQuotations:
    def test_pull_quote_whose_words_stand_in_the_text_is_not_read_twice(self):
        body = "<p>قال: «لم نبحث عن أجملِ الشوارع».</p>" + pull("<p>لم نبحث عن أجمل الشوارع!</p><cite>رباب</cite>")
        assert '<blockquote data-kind="pull" aria-hidden="true"><p>لم نبحث' in build(body, {})

    @pytest.mark.parametrize(
        "inside", ["<p>كلام آخر</p>", '<p><a href="/a">نص</a></p>', "<p>…</p>", "<blockquote><p>نص</p></blockquote>"]
    )
    def test_pull_quote_of_other_words_or_with_a_link_is_read(self, inside):
        body = f"<p>نص طويل</p>{pull(inside)}"
        assert build(body, {}) == body

    def test_pull_quotes_do_not_hide_each_other(self):
        assert "aria-hidden" not in build(pull("<p>نص</p>") * 2, {})


class TestItemsAndCells:
    def test_one_paragraph_alone_is_no_paragraph(self):
        body = "<ul><li><p>أ</p></li><li><p>ب</p><ul><li><p>ج</p></li></ul></li></ul>"
        assert build(body, {}) == "<ul><li>أ</li><li><p>ب</p><ul><li>ج</li></ul></li></ul>"

    def test_two_paragraphs_stay(self):
        body = "<ol><li><p>أ</p><p>ب</p></li></ol>"
        assert build(body, {}) == body


class TestTables:
    def test_table_scrolls_in_a_named_box_that_takes_the_focus(self):
        body = "<table><tbody><tr><td>أ</td></tr></tbody></table>"
        built = build(body + body, {})
        with override(settings.LANGUAGE_CODE):
            labels = [gettext("Table %(number)d") % {"number": number} for number in (1, 2)]
        for label in labels:
            assert f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">{body}</div>' in built
        assert labels[0] != labels[1]

    @pytest.mark.parametrize(
        ("rows", "built"),
        [
            ("<tr><th>أ</th></tr><tr><td>ب</td></tr>", "<thead><tr><th>أ</th></tr></thead><tbody><tr><td>ب</td></tr>"),
            (
                '<tr><th colspan="2" scope="col"><p>أ</p></th></tr><tr><th>ب</th><th>ج</th></tr>'
                "<tr><th>د</th><td>ه</td></tr>",
                '<thead><tr><th colspan="2" scope="col">أ</th></tr><tr><th>ب</th><th>ج</th></tr></thead>'
                "<tbody><tr><th>د</th><td>ه</td></tr>",
            ),
        ],
    )
    def test_rows_of_headings_are_the_head(self, rows, built):
        assert f"<table>{built}</tbody></table>" in build(f"<table><tbody>{rows}</tbody></table>", {})

    @pytest.mark.parametrize(
        "rows",
        [
            "<tr><th>أ</th></tr>",
            "<tr><th>أ</th><td>ب</td></tr><tr><td>ج</td><td>د</td></tr>",
            '<tr><th rowspan="2">أ</th><th>ب</th></tr><tr><td>ج</td></tr>',
        ],
    )
    def test_other_rows_are_none(self, rows):
        assert "<thead>" not in build(f"<table><tbody>{rows}</tbody></table>", {})
