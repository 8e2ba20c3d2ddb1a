"""The picture that is drawn for sharing a story without a picture of its own."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageChops

from articles.models import Article
from articles.share.drawing import draw, drawable, encoded, width_of
from articles.share.files import share_path
from articles.share.keeping import draw_due, refresh
from articles.share.lines import MOST_LINES, break_lines
from articles.share.words import SIZE, Words, key_of
from articles.workflow import moving
from newsportal.checks import check_deployment
from newsportal.due import DUE
from tests.articles.newsroom import save
from tests.factories import make_article, make_picture

HEADLINE = "مجلس المدينة يقر خطة جديدة لتطوير النقل العام في 12 حياً خلال ثلاث سنوات"
able = pytest.mark.fribidi


def words(headline: str = HEADLINE, **others: Any) -> Words:
    return Words(headline, **{"kicker": "سياسة", "colour": 1, "name": "الضحى", **others})


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Return where the letters of the headline stand in a part of the picture, as columns from right to left."""
    dark = image.crop(box).convert("L").point([255 if value < 90 else 0 for value in range(256)])
    columns = [x for x in range(dark.width) if dark.crop((x, 0, x + 1, dark.height)).getbbox()]
    runs: list[tuple[int, int]] = []
    for x in columns:
        runs = [*runs[:-1], (runs[-1][0], x)] if runs and x - runs[-1][1] <= SEAM else [*runs, (x, x)]
    return runs[::-1]


# Two glyphs of a word meet at pale edges.
SEAM = 4
HEADLINE_BOX = (0, 150, SIZE[0], 474)


@able
class TestShaping:
    def test_letters_of_a_word_are_joined(self) -> None:
        # Five letters that all join: one run of ink, where isolated letters would be five.
        image = draw(words("بيتنا"))
        assert image is not None
        assert len(ink(image, HEADLINE_BOX)) == 1
        isolated = draw(words("ب ي ت ن ا"))
        assert isolated is not None
        assert len(ink(isolated, HEADLINE_BOX)) == 5

    def test_joined_letters_are_narrower_than_isolated_ones(self) -> None:
        assert width_of("كتابنا", 80) < 0.85 * sum(width_of(letter, 80) for letter in "كتابنا")

    def test_a_word_is_written_from_right_to_left(self) -> None:
        # The alef of a word that begins with one is a narrow stroke at its right end.
        image = draw(words("اسس"))
        assert image is not None
        runs = ink(image, HEADLINE_BOX)
        assert len(runs) == 2
        assert runs[0][1] - runs[0][0] < 0.2 * (runs[1][1] - runs[1][0])

    def test_numbers_and_latin_words_keep_their_order(self) -> None:
        # “12” inside an Arabic line: the thinner 1 stands left of the 2, and “سنة” left of both.
        image = draw(words("ب 12 ب"))
        assert image is not None
        runs = ink(image, HEADLINE_BOX)
        assert len(runs) == 4
        two, one = runs[1], runs[2]
        assert one[1] - one[0] < two[1] - two[0]

    def test_an_override_turns_nothing_around(self) -> None:
        attacked, plain = draw(words("خبر \u202ehello\u202c")), draw(words("خبر hello"))
        assert attacked is not None
        assert plain is not None
        assert ImageChops.difference(attacked, plain).getbbox() is None

    @pytest.mark.parametrize(
        "headline", [HEADLINE, "ا" * 200, "فوز", "شركة OpenAI و«GPT»", "قَالَ الشَّاعِرُ", HEADLINE * 3]
    )
    def test_nothing_sticks_out(self, headline: str) -> None:
        image = draw(words(headline[:200]))
        assert image is not None
        assert image.size == SIZE
        runs = ink(image, (0, 20, SIZE[0], 490))
        assert runs[-1][0] >= 60
        assert runs[0][1] <= SIZE[0] - 60


class TestLines:
    def measure(self, text: str, size: int) -> float:
        return len(text) * size / 2

    def test_a_short_headline_stays_large_and_a_long_one_shrinks(self) -> None:
        sizes = [
            break_lines(" ".join(["كلمة"] * number), width=1056, height=324, measure=self.measure).size
            for number in (1, 8, 20, 35)
        ]
        assert sizes == sorted(sizes, reverse=True)
        assert len({*sizes}) > 2

    def test_lines_are_balanced(self) -> None:
        broken = break_lines(HEADLINE, width=1056, height=324, measure=self.measure)
        lengths = [len(line) for line in broken.lines]
        assert max(lengths) - min(lengths) < 0.5 * max(lengths)

    @pytest.mark.parametrize("text", ["ا" * 200, " ".join(["كلمة"] * 40), "قسم " + "ب" * 195])
    def test_there_are_five_lines_at_most_and_each_fits(self, text: str) -> None:
        broken = break_lines(text, width=1056, height=324, measure=self.measure)
        assert len(broken.lines) <= MOST_LINES
        assert all(self.measure(line, broken.size) <= 1056 + broken.size for line in broken.lines)

    def test_no_word_is_lost(self) -> None:
        assert " ".join(break_lines(HEADLINE, width=1056, height=324, measure=self.measure).lines) == HEADLINE


class TestFace:
    @pytest.mark.parametrize("text", ["«خبر» و“quote” — 50٪ ٢٠٢٦", "پنج گزارش", "é Ł ş"])
    def test_it_has_what_headlines_are_written_with(self, text: str) -> None:
        assert drawable(text) == text

    def test_signs_that_it_lacks_are_left_out(self) -> None:
        assert drawable("فوز 🏆 كبير") == "فوز كبير"

    @pytest.mark.parametrize("text", ["新闻", "Новости", "חדשות"])
    def test_letters_that_it_lacks_leave_the_papers_own_picture(self, text: str) -> None:
        assert drawable(text) is None
        assert draw(words(text)) is None


@able
@pytest.mark.django_db
class TestKeeping:
    def test_a_picture_is_drawn_and_stands_in_the_page(self, client: Client) -> None:
        article = make_article(title=HEADLINE)
        assert draw_due() == 1
        article.refresh_from_db()
        html = client.get(article.get_absolute_url()).content.decode()
        assert f'<meta property="og:image" content="http://testserver/media/share/{article.share_key}.jpg">' in html
        assert '<meta property="og:image:width" content="1200">' in html
        assert '<meta property="og:image:height" content="630">' in html
        assert f'<meta property="og:image:alt" content="{HEADLINE}">' in html
        answer = client.get(f"/media/share/{article.share_key}.jpg")
        assert answer["Content-Type"] == "image/jpeg"
        with Image.open(io.BytesIO(answer.getvalue())) as image:
            assert image.size == SIZE

    def test_nothing_is_drawn_twice(self) -> None:
        make_article()
        assert [draw_due(), draw_due()] == [1, 0]

    def test_another_title_takes_the_picture_out_of_the_page_until_it_is_drawn_anew(
        self, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        article = make_article()
        draw_due()
        article.refresh_from_db()
        old = article.share_key
        article.title = "عنوان آخر"
        article.save()
        assert "/media/share/" not in client.get(article.get_absolute_url()).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert draw_due() == 1
        article.refresh_from_db()
        assert article.share_key == key_of(article) != old
        assert not default_storage.exists(share_path(old))

    @pytest.mark.parametrize("change", [{"colour": 9}, {"name": "قسم باسم آخر"}])
    def test_another_look_of_the_section_is_drawn(self, change: dict[str, Any]) -> None:
        article = make_article()
        draw_due()
        for name, value in change.items():
            setattr(article.section, name, value)
        article.section.save()
        assert draw_due() == 1

    def test_a_story_with_a_picture_shares_that(self, client: Client) -> None:
        article = make_article(lead_picture=make_picture(cut_at=timezone.now()))
        assert draw_due() == 0
        html = client.get(article.get_absolute_url()).content.decode()
        assert re.search(r'og:image" content="http://testserver/media/pictures/', html)
        assert '<meta property="og:image:width" content="1600">' in html

    def test_a_lead_picture_takes_the_drawn_one_away(self, django_capture_on_commit_callbacks: Any) -> None:
        article = make_article()
        draw_due()
        article.refresh_from_db()
        path = share_path(article.share_key)
        article.lead_picture = make_picture()
        article.save()
        with django_capture_on_commit_callbacks(execute=True):
            refresh(article)
        assert Article.objects.get().share_key == ""
        assert not default_storage.exists(path)

    @pytest.mark.parametrize("status", ["draft", "in_review", "ready", "withdrawn"])
    def test_what_nobody_reads_is_not_drawn(self, status: str) -> None:
        article = make_article(status=status)
        assert not refresh(article)
        assert draw_due() == 0

    @pytest.mark.parametrize("is_by_form", [False, True])
    def test_withdrawal_takes_the_file_along_until_the_story_comes_back(
        self, client: Client, editor: User, django_capture_on_commit_callbacks: Any, is_by_form: bool
    ) -> None:
        article = make_article()
        draw_due()
        path = share_path(Article.objects.get().share_key)
        with django_capture_on_commit_callbacks(execute=True):
            if is_by_form:
                save(client, article, _move="withdraw")
            else:
                moving.withdraw(article, by=editor)
        assert Article.objects.get().share_key == ""
        assert not default_storage.exists(path)
        moving.publish(article, by=editor)
        assert draw_due() == 1
        assert default_storage.exists(path)

    def test_nothing_is_kept_of_a_story_that_is_withdrawn_while_it_is_drawn(
        self, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        article = make_article()
        moving.withdraw(Article.objects.get(), by=editor)
        with django_capture_on_commit_callbacks(execute=True):
            assert not refresh(article)
        assert Article.objects.get().share_key == ""
        assert not default_storage.exists(share_path(key_of(article)))

    def test_the_end_of_a_publication_takes_the_file_along(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        make_article(published_at=timezone.now() - timedelta(days=40))
        draw_due()
        # By now the story is none of the newest.
        monkeypatch.setattr("articles.share.keeping.LOOKED_AT", 0)
        path = share_path(Article.objects.get().share_key)
        Article.objects.update(unpublished_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            assert [draw_due(), draw_due()] == [1, 0]
        assert Article.objects.get().share_key == ""
        assert not default_storage.exists(path)

    def test_deletion_takes_the_file_along(self, django_capture_on_commit_callbacks: Any) -> None:
        for delete in (lambda: Article.objects.get().delete(), lambda: Article.objects.all().delete()):
            article = make_article()
            draw_due()
            article.refresh_from_db()
            path = share_path(article.share_key)
            assert default_storage.exists(path)
            with django_capture_on_commit_callbacks(execute=True):
                delete()
            assert not default_storage.exists(path)

    def test_the_picture_of_a_sponsored_story_says_so(self) -> None:
        plain, paid = make_article(), make_article(sponsor="بنك النيل")
        paid.title = plain.title
        assert key_of(plain) != key_of(paid)

    def test_the_worker_draws(self) -> None:
        assert "articles.share.keeping.draw_due" in [due.function for due in DUE]

    @pytest.mark.parametrize("path", ["share/../masters/x.webp", "share/x.jpg", f"share/{'0' * 32}.png", "share/"])
    def test_nothing_else_is_served_from_there(self, client: Client, path: str) -> None:
        assert client.get(f"/media/{path}").status_code == 404


class TestMachine:
    def test_without_fribidi_a_check_says_so(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        settings.SITE_URL = "https://news.example"
        monkeypatch.setattr("PIL.features.check", lambda name: name != "fribidi")
        assert [message.id for message in check_deployment(None)] == ["newsportal.W004"]
        assert draw(words()) is None

    @able
    def test_the_file_is_light(self) -> None:
        image = draw(words())
        assert image is not None
        assert len(encoded(image)) < 200_000
