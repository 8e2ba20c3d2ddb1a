from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from articles.models.section import COLOURS
from newsportal.design import make_css, make_font, make_icons
from newsportal.design.palette import AVATARS, GROUNDS, SECTIONS, Pair, contrast, nearest_ground, pairs, rgb


class TestPalette:
    @pytest.mark.parametrize("pair", list(pairs()), ids=lambda pair: pair.name)
    def test_every_pair_can_be_read(self, pair: Pair) -> None:
        assert contrast(pair.front, pair.back) >= pair.least

    def test_sizes_are_the_ones_that_the_data_knows(self) -> None:
        assert len(SECTIONS) == COLOURS
        assert (len(AVATARS), len(GROUNDS)) == (16, 32)
        assert len(set(AVATARS)) == 16
        assert len(set(GROUNDS)) == 32

    def test_black_on_white_has_the_contrast_of_the_standard(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        # An example of the standard's own technique G18: the lightest grey that passes on white.
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)

    def test_each_ground_is_nearest_to_itself(self) -> None:
        assert [nearest_ground(*rgb(ground)) for ground in GROUNDS] == list(range(32))


class TestStylesheet:
    def test_stylesheet_is_the_one_that_the_palette_gives(self) -> None:
        assert make_css.TARGET.read_text(encoding="utf-8") == make_css.palette_css()

    def test_each_number_has_its_class(self) -> None:
        css = make_css.palette_css()
        for name in ("section-1", "section-12", "avatar-1", "avatar-16", "ground-0", "ground-31"):
            assert f".{name}{{" in css

    def test_reader_outvotes_the_system_and_paper_outvotes_both(self) -> None:
        css = make_css.palette_css()
        assert "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){" in css
        assert "@media screen{:root[data-theme=dark]{" in css


class TestHeadlineFace:
    def test_face_has_every_character_that_a_headline_needs(self) -> None:
        characters = TTFont(make_font.TARGET / make_font.NAME).getBestCmap()
        assert [char for char in make_font.WANTED if ord(char) not in characters] == []

    def test_face_joins_letters_and_places_marks(self) -> None:
        face = TTFont(make_font.TARGET / make_font.NAME)
        shaping = {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord}
        placing = {record.FeatureTag for record in face["GPOS"].table.FeatureList.FeatureRecord}
        assert {"init", "medi", "fina", "rlig"} <= shaping
        assert {"mark", "kern"} <= placing

    def test_face_stays_small_and_keeps_its_licence_beside_it(self) -> None:
        assert (make_font.TARGET / make_font.NAME).stat().st_size <= 16_000
        licence = (make_font.TARGET / make_font.LICENCE).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence


class TestIcons:
    @pytest.mark.parametrize(
        ("name", "size"),
        [
            ("apple-touch-icon.png", (180, 180)),
            ("icon-192.png", (192, 192)),
            ("icon-512.png", (512, 512)),
            ("share.png", (1200, 630)),
        ],
    )
    def test_picture_has_the_size_that_others_expect_of_it(self, name: str, size: tuple[int, int]) -> None:
        with Image.open(make_icons.TARGET / name) as image:
            assert image.size == size

    def test_favicon_holds_the_sizes_of_old_browsers(self) -> None:
        with Image.open(make_icons.TARGET / "favicon.ico") as image:
            assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}

    @pytest.mark.parametrize("name", ["favicon.svg", "wordmark.svg", "placeholder.svg"])
    def test_drawing_is_small_and_loads_nothing(self, name: str) -> None:
        text = (make_icons.TARGET / name).read_text(encoding="utf-8")
        assert ET.fromstring(text).get("viewBox")
        assert len(text) < 2000
        assert "href" not in text

    def test_word_takes_the_colour_of_the_page_and_its_outlines_their_licence(self) -> None:
        assert 'fill="currentColor"' in (make_icons.TARGET / "wordmark.svg").read_text(encoding="utf-8")
        assert "SIL Open Font License" in (make_icons.TARGET / make_icons.LICENCE).read_text(encoding="utf-8")
