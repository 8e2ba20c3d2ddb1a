import random
import re
import unicodedata

import pytest

from newsportal.arabic.slugs import same_slug, slugify


class TestSlugify:
    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("قِمّــة الرياض: «عامٌ جديد»؟", "قمة-الرياض-عام-جديد"),
            ("أسعار النفط في ٢٠٢٦ و۲۰۲۷", "أسعار-النفط-في-2026-و2027"),
            ("ﻣﺤ\ufe7eﻤﺪ", "محمد"),
            ("بين\u200cالملل \u200fهنا\u202e", "بينالملل-هنا"),
            ("النبي محمد ﷺ", "النبي-محمد"),
            ("ﷺ", "صلى-الله-عليه-وسلم"),
            ("e\u0301cole ÉCOLE", "école-école"),
            ("Don't Panic_now -- 3.5%", "dont-panic-now-3-5"),
            ("iPhone™", "iphone"),
            ("İstanbul ᴬ", "istanbul-a"),
        ],
    )
    def test_words_are_joined(self, title, slug):
        assert slugify(title, max_length=200) == slug

    @pytest.mark.parametrize("title", ["", "؟!", "😀", "ــــ", "\u0651", "\u202e\x00", "-_-"])
    def test_nothing_left_gives_nothing(self, title):
        assert slugify(title, max_length=200) == ""

    @pytest.mark.parametrize(
        ("title", "max_length", "slug"),
        [
            ("واحد اثنان ثلاثة", 12, "واحد-اثنان"),
            ("واحد اثنان ثلاثة", 11, "واحد-اثنان"),
            ("واحد اثنان ثلاثة", 10, "واحد-اثنان"),
            ("واحد اثنان ثلاثة", 9, "واحد"),
            ("ا" * 300, 200, "ا" * 200),
        ],
    )
    def test_long_title_is_cut_after_a_word(self, title, max_length, slug):
        assert slugify(title, max_length=max_length) == slug

    @pytest.mark.parametrize("title", ["comments", "Comments", "ＣＯＭＭＥＮＴＳ!", "comments are open"])
    def test_reserved_word_alone_gets_a_suffix(self, title):
        assert slugify(title, max_length=10) == "comments-1"

    def test_reserved_word_among_others_stays(self):
        assert slugify("comments today", max_length=200) == "comments-today"

    def test_slug_of_a_slug_is_itself_and_fits_an_address(self):
        chance = random.Random(2)  # noqa: S311 - seeded test data, no secret
        characters = [chr(code) for code in [*range(0x20, 0x700), *range(0x900, 0x980), *range(0xFB50, 0xFFFF)]]
        for _ in range(500):
            slug = slugify("".join(chance.choices(characters, k=60)), max_length=30)
            assert slugify(slug, max_length=30) == slug
            assert re.fullmatch(r"[-\w]{0,30}", slug)
            assert unicodedata.is_normalized("NFC", slug)


class TestSameSlug:
    def test_percent_encoded_and_plain_are_one(self):
        assert same_slug("%D8%B3%D9%84%D8%A7%D9%85", "سلام")

    def test_composed_and_decomposed_are_one(self):
        assert same_slug("\u0627\u0653خر", "\u0622خر")

    def test_other_spelling_is_another(self):
        assert not same_slug("آخر", "اخر")

    def test_broken_encoding_is_another(self):
        assert not same_slug("%D8%", "سلام")
