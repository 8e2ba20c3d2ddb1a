from django.utils.html import format_html

from newsportal.templatetags.plain import plain


class TestPlain:
    def test_markup_goes_and_its_words_stay(self):
        assert plain(format_html("<a href='/x/'>{}</a> «{}»", "خبر", "<b> & ج")) == "خبر «<b> & ج»"

    def test_a_text_that_is_none_stays_as_it_is(self):
        name = "<" * 54 + "<a>" + "a>" * 54
        assert plain(name) == name
