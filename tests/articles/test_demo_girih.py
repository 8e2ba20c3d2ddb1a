import pytest

from articles.demo.designs import DESIGNS
from articles.demo.girih import COMPANIONS, draw_picture, tones_of
from articles.models.section import COLOURS

SMALL = (320, 180)


class TestDrawPicture:
    @pytest.mark.parametrize("name", DESIGNS)
    def test_every_design_fills_its_frame_with_several_tones(self, name: str) -> None:
        image = draw_picture(name, 1, "seed", SMALL)
        assert (image.size, image.mode) == (SMALL, "RGB")
        assert len(image.resize((64, 36)).quantize(32).getcolors() or []) > 8

    def test_same_seed_gives_the_same_picture(self) -> None:
        one, same, other = (draw_picture("ten, rosette", 2, seed, SMALL) for seed in ("a", "a", "b"))
        assert one.tobytes() == same.tobytes()
        assert one.tobytes() != other.tobytes()

    def test_each_section_has_its_own_colours(self) -> None:
        assert set(COMPANIONS) == set(range(1, COLOURS + 1))
        assert len({tuple(tones_of(colour).values()) for colour in range(1, COLOURS + 1)}) == COLOURS

    def test_every_design_names_tones_that_exist(self) -> None:
        tones = {*tones_of(1), "-"}
        for design in DESIGNS.values():
            assert {*design.tones.split(), *design.insets.split(), design.strap_tone, design.line_tone} <= tones
