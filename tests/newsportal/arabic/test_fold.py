import random
import time

import pytest

from newsportal.arabic.fold import fold


class TestFold:
    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            # Presentation forms: the vowel mark goes before NFKC makes a space of it.
            ("ﻣ\ufe79ﺤﻤﺪ", "محمد"),
            ("شد\ufc61ة", "شده"),
            ("ﷲ", "الله"),
            ("ﻻ", "لا"),
            # Marks, tatweel, invisible characters.
            ("مُحَمَّدٌ", "محمد"),
            ("ٱلرَّحۡمَٰنِ", "الرحمن"),
            ("جمــــيل", "جميل"),
            ("سا\u200c\u200d\u200f\u202e\u2067\u061c\u00ad\u034f\ufeff\ufe0fرة", "ساره"),
            # Letters.
            ("أإآٱا", "ااااا"),
            ("مسؤول", "مسوول"),
            ("شئ", "شي"),
            ("على", "علي"),
            ("ایران", "ايران"),
            ("مدرسة", "مدرسه"),
            ("کتاب", "كتاب"),
            ("ہھەۀۂ", "ههههه"),
            ("پچگڤژں", "بجكفزن"),
            ("ماء", "ماء"),
            # Digits.
            ("١٢٣ ۴۵۶", "123 456"),
            ("٣٫١٤", "3.14"),
            ("١٬٠٠٠", "1000"),
            # Latin.
            ("CAFÉ Straße Ǿ İ", "cafe strasse ø i"),
            ("ｗｉｄｅ", "wide"),
            # Space.
            ("  سارة \u00a0\n علي ", "ساره علي"),
            ("", ""),
        ],
    )
    def test_spelling_is_folded(self, written, folded):
        assert fold(written) == folded

    def test_accents_of_other_scripts_stay(self):
        assert fold("Йод ガ ά") == "йод ガ ά"

    def test_folding_twice_changes_nothing(self):
        chance = random.Random(2)  # noqa: S311 - seeded test data, no secret
        letters = [chr(code) for code in [*range(0x20, 0x700), *range(0x1E00, 0x2100), *range(0xFB50, 0xFFFF)]]
        for _ in range(500):
            once = fold("".join(chance.choices(letters, k=60)))
            assert fold(once) == once

    def test_lone_surrogate_and_nul_do_no_harm(self):
        assert fold("أ\ud800\x00") == "ا\ud800\x00"

    def test_twenty_thousand_marks_are_quick(self):
        started = time.process_time()
        fold("a" + "\u0301\u0323" * 10_000)
        fold(("a" + "\u0301\u0323" * 14 + "\u200c") * 700)
        assert time.process_time() - started < 0.2
