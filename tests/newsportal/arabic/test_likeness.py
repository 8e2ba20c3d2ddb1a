import pytest

from newsportal.arabic.likeness import LONGEST, key_of, keys_of

DISGUISES = {
    "المحرر": [
        "المـحـرر",
        "الْمُحَرِّر",
        "(المحرر)",
        "ا ل م ح ر ر",
        "المحرّرر",
        "١لمحرر",
        "المحرر 2",
        "\u2067المحرر",
        "المحرر\u3164",
    ],
    "ليلى حداد": [
        *("ليلى حداد.", "أ. ليلى حداد", "أ.د. ليلى حدّاد", "الأستاذة ليلى حداد", "ليلي حداد", "لیلی حداد", "ليلىحداد"),
        *("ليلى7داد", "ليلى  حدااااد", "«ليلى حداد»", "ليلى-حداد", "ليلى حداد 2", "الصحفية ليلى حداد"),
    ],
    "admin": [
        "Admin",
        "a d m i n",
        "аdmіn",
        "ΑDMIN",
        "4dmin",
        "adm1n",
        "@dmin",
        "Adm|n",
        "ａｄｍｉｎ",
        "𝐚𝐝𝐦𝐢𝐧",
        "admın",
        "admin12",
        "ádmin",
    ],
    "Laila Haddad": ["Iaila Haddad", "laila haddad!", "Dr. Laila Haddad", "LailaHaddad", "La1la Hadd@d"],
}


class TestDisguises:
    @pytest.mark.parametrize(("name", "written"), [(name, one) for name, all_ in DISGUISES.items() for one in all_])
    def test_a_name_is_seen_through(self, name: str, written: str):
        assert key_of(name) in keys_of(written)

    @pytest.mark.parametrize(
        ("name", "other"),
        [
            *[("محمد العلي", "محمد"), ("محمد علي", "السيد محمد علي"), ("حداد", "أ. حداد"), ("علي", "عليّة")],
            *[("ليلى حداد", "ليلى الحداد"), ("سامي", "سام"), ("admin", "adam"), ("ali", "lia"), ("سلمى", "سلمان")],
            *[("عبد الله", "عبد الإله"), ("عمر", "عمرو"), ("user12", "user13"), ("محمد 2", "محمد 3")],
        ],
    )
    def test_another_name_is_another(self, name: str, other: str):
        assert key_of(name) not in keys_of(other)

    def test_two_spellings_of_one_name_have_one_key(self):
        assert key_of("عبد الله") == key_of("عبدالله")
        assert key_of("Hassan") == key_of("hasan")

    @pytest.mark.parametrize("name", ["", "123", "😀", "؟!", "\u200b", "٢٠٢٤"])
    def test_what_has_no_letter_is_like_nothing(self, name: str):
        assert key_of(name) == ""
        assert keys_of(name) == frozenset()

    def test_a_key_fits_its_column(self):
        assert len(key_of("\ufdfa" * 100)) <= LONGEST
