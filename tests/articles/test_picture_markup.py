from datetime import UTC, datetime

from django.template import Context, Template

from articles.models import Picture
from articles.pictures.markup import picture_html, share_address
from articles.pictures.shapes import crop_size, rendition_sizes


def drawn(**changes: object) -> Picture:
    values = {"key": "ab" * 16, "width": 2000, "height": 1500, "ground": 7, "alternative_text": "مرفأ"}
    values |= {"cut_at": datetime(2026, 11, 1, tzinfo=UTC)} | changes
    return Picture(**values)


class TestRenditionSizes:
    def test_full_keeps_the_proportions(self) -> None:
        sizes = [(480, 360), (720, 540), (960, 720), (1440, 1080), (1920, 1440)]
        assert list(rendition_sizes("full", 2000, 1500)) == sizes

    def test_card_is_sixteen_to_nine(self) -> None:
        sizes = [(320, 180), (480, 270), (720, 405), (960, 540), (1600, 900)]
        assert list(rendition_sizes("card", 2000, 1500)) == sizes

    def test_small_pictures_are_four_to_three_and_square(self) -> None:
        assert list(rendition_sizes("thumb", 2000, 1500)) == [(160, 120), (320, 240), (640, 480)]
        assert list(rendition_sizes("square", 2000, 1500)) == [(128, 128), (256, 256), (384, 384)]

    def test_upload_writes_two_widths_at_once(self) -> None:
        assert list(rendition_sizes("full", 2000, 1500, is_first=True)) == [(480, 360), (960, 720)]

    def test_smaller_original_gives_its_own_width(self) -> None:
        assert list(rendition_sizes("full", 1200, 600)) == [
            (480, 240),
            (720, 360),
            (960, 480),
            (1200, 600),
        ]
        assert list(rendition_sizes("full", 300, 200)) == [(300, 200)]

    def test_upright_original_is_cropped_to_its_width(self) -> None:
        assert crop_size("card", 500, 2500) == (500, 281)
        assert rendition_sizes("card", 500, 2500)[-1] == (500, 281)

    def test_wide_original_is_cropped_to_its_height(self) -> None:
        assert crop_size("card", 2500, 500) == (888, 500)

    def test_single_pixel_still_has_a_size(self) -> None:
        assert list(rendition_sizes("card", 1, 1)) == [(1, 1)]


class TestPictureHtml:
    def test_names_every_width_in_every_format(self) -> None:
        html = picture_html(drawn(), shape="square", sizes="50vw")
        base = f"/media/pictures/{'ab' * 16}/square-"
        for kind in ("avif", "webp", "jpg"):
            assert f'srcset="{base}128.{kind} 128w, {base}256.{kind} 256w, {base}384.{kind} 384w"' in html
        assert html.index('type="image/avif"') < html.index('type="image/webp"') < html.index("<img")
        assert f'src="{base}384.jpg"' in html
        assert 'width="384" height="384"' in html
        assert html.startswith('<picture class="picture ground-7">')
        assert html.count('sizes="50vw"') == 3

    def test_names_the_first_files_alone_until_the_others_are_made(self) -> None:
        html = picture_html(drawn(cut_at=None), shape="square", sizes="50vw")
        base = f"/media/pictures/{'ab' * 16}/card-"
        assert "avif" not in html
        assert f'srcset="{base}480.webp 480w, {base}960.webp 960w"' in html
        assert f'srcset="{base}480.jpg 480w, {base}960.jpg 960w"' in html

    def test_waits_until_it_is_seen_unless_it_leads_the_page(self) -> None:
        lazy = picture_html(drawn(), shape="full", sizes="100vw")
        eager = picture_html(drawn(), shape="full", sizes="100vw", eager=True)
        assert ' loading="lazy" decoding="async"' in lazy
        assert "fetchpriority" not in lazy
        assert ' fetchpriority="high"' in eager
        assert "loading" not in eager

    def test_typed_text_cannot_leave_its_attribute(self) -> None:
        html = picture_html(drawn(alternative_text='"><script>'), shape="full", sizes="100vw")
        assert 'alt="&quot;&gt;&lt;script&gt;"' in html

    def test_share_address_is_the_widest_jpeg(self) -> None:
        assert share_address(drawn()) == f"/media/pictures/{'ab' * 16}/full-1920.jpg"


class TestPictureTag:
    def render(self, shown: Picture | None) -> str:
        source = '{% load pictures %}{% picture shown shape="card" sizes="50vw" eager=True %}'
        return Template(source).render(Context({"shown": shown}))

    def test_picture_is_printed_unescaped(self) -> None:
        assert self.render(drawn()) == picture_html(drawn(), shape="card", sizes="50vw", eager=True)

    def test_story_without_a_picture_prints_nothing(self) -> None:
        assert self.render(None) == ""
