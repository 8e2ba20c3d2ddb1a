import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.characters import clean_words, one_line
from articles.models import Article, Author, Tag
from newsportal.models import Generation
from tests.factories import make_article, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db


class TestCharacters:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("  أ \n ب\t", "أ ب"),
            ("أ\x0bب", "أ ب"),
            ("أ\u2028ب", "أ ب"),
            ("أ\x00\x08\x1bب", "أب"),
            ("\u202eأ\u2069", "أ"),
            ("می\u200cخواهد", "میخواهد"),
            ("C++\u200f", "C++\u200f"),
            ("ﺑﻴﺎ\ufe77ﻥ\u200b \ufeffﷺ", "بيا\u064eن ﷺ"),
            ("❤\ufe0f", "❤\ufe0f"),
        ],
    )
    def test_line_is_what_a_page_and_a_feed_can_hold(self, typed: str, stored: str):
        assert one_line(typed) == stored

    def test_text_keeps_its_characters(self):
        assert clean_words("ﺑﻴﺎﻥ می\u200cخواهد\ufeff") == "ﺑﻴﺎﻥ می\u200cخواهد\ufeff"

    def test_text_keeps_its_lines(self):
        assert clean_words("أ\r\nب\rج\x0cد") == "أ\nب\nج\nد"


class TestStoredLines:
    def test_titles_and_captions_are_cleaned_whoever_saves_them(self):
        article = make_article(title="أ\x0bب", standfirst="ج\x1b", dateline="د\u202e")
        assert (article.title, article.standfirst, article.dateline) == ("أ ب", "ج", "د")
        picture = make_picture(caption="أ\x0bب", credit="\x08", alternative_text="ج\n")
        assert (picture.caption, picture.credit, picture.alternative_text) == ("أ ب", "", "ج")
        assert make_tag(name=" ماء \x0b نهر ").name == "ماء نهر"

    def test_pasted_titles_and_names_are_spelt_as_a_keyboard_spells_them(self):
        article = make_article(title="ﻣﺠﻠﺲ ﺍﻟﻤﺪﻳﻨﺔ", body="<p>ﻣﺠﻠﺲ می\u200cخواهد</p>")
        assert (article.title, article.slug) == ("مجلس المدينة", "مجلس-المدينة")
        assert article.body == "<p>ﻣﺠﻠﺲ می\u200cخواهد</p>"
        assert make_tag(name="ﻣﻴﺎ\u200dه").name == "مياه"

    def test_story_without_a_letter_in_its_title_still_has_an_address(self, client: Client):
        article = make_article(title="؟!")
        assert client.get(article.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("title", ["؟!", "\u200b\u202e"])
    def test_form_takes_no_such_title(self, title: str):
        with pytest.raises(ValidationError) as refused:
            Article(title=title).clean()
        assert refused.value.error_dict["title"][0].code == "no_letters"

    def test_form_counts_the_letters_that_ligatures_hide(self):
        with pytest.raises(ValidationError) as refused:
            Article(title="ﷲ" * 51).clean()
        assert refused.value.error_dict["title"][0].code == "max_length"
        Article(title="ﷲ" * 50).clean()

    def test_standfirsts_and_biographies_are_counted_too(self):
        rows: list[tuple[Article | Author, str]] = [
            (Article(title="عنوان", standfirst="ﷲ" * 126), "standfirst"),
            (Author(name="اسم", biography="ﷲ" * 151), "biography"),
        ]
        for row, name in rows:
            with pytest.raises(ValidationError) as refused:
                row.clean()
            assert refused.value.error_dict[name][0].code == "max_length"
        Article(title="عنوان", standfirst="ﷲ" * 125).clean()

    def test_deletion_moves_every_page_that_may_offer_the_story(self):
        article = make_article()
        before = Generation.objects.get(name="site").number
        article.delete()
        assert Generation.objects.get(name="site").number > before


class TestNamesOfTheNewsroom:
    def add(self, client: Client, name: str) -> object:
        client.force_login(make_user(groups=("Editors",)))
        return client.post(reverse("admin:articles_tag_add"), {"name": name, "slug": ""})

    def test_two_spellings_of_one_address_get_an_error_in_the_form(self, client: Client):
        make_tag(name="سياسة")
        page = self.add(client, "سِياسَة")
        assert page.status_code == 200
        assert list(page.context["adminform"].form.errors) == ["slug"]

    def test_name_without_a_letter_gets_an_error(self, client: Client):
        page = self.add(client, "؟!")
        assert list(page.context["adminform"].form.errors) == ["name"]
        assert not Tag.objects.exists()

    def test_address_is_made_from_the_name(self, client: Client):
        self.add(client, "الطاقة الشمسية")
        assert Tag.objects.get().slug == "الطاقة-الشمسية"
