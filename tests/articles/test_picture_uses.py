from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.models import Article, Picture, PictureUse
from articles.pictures.library import users_of
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db


def text_with(*pictures: Picture) -> str:
    return "".join(f'<figure data-picture="{picture.pk}"></figure>' for picture in pictures) + "<p>نص</p>"


def noted() -> set[tuple[int, int]]:
    return set(PictureUse.objects.values_list("article_id", "picture_id"))


class TestNotes:
    def test_they_follow_the_text(self) -> None:
        first, second = make_picture(), make_picture()
        article = make_article(body=text_with(first, second, first))
        make_article()
        assert noted() == {(article.pk, first.pk), (article.pk, second.pk)}
        article.body = text_with(second)
        article.save()
        assert noted() == {(article.pk, second.pk)}
        article.body = "<p>نص</p>"
        article.save(update_fields=["body", "body_html", "word_count"])
        assert noted() == set()

    def test_a_save_of_other_fields_leaves_them(self) -> None:
        picture = make_picture()
        article = make_article(body=text_with(picture))
        article.body = "<p>نص</p>"
        article.save(update_fields=["title"])
        assert noted() == {(article.pk, picture.pk)}

    def test_a_picture_that_is_no_longer_there_is_left_out(self) -> None:
        picture = make_picture()
        article = make_article(body=text_with(picture))
        picture.delete()
        assert noted() == set()
        article.save()
        assert noted() == set()

    def test_texts_that_are_cleaned_anew_are_noted_anew(self) -> None:
        picture, other = make_picture(), make_picture()
        article = make_article(body=text_with(picture))
        Article.objects.filter(pk=article.pk).update(body=text_with(other))
        call_command("resanitize", stdout=StringIO())
        assert noted() == {(article.pk, other.pk)}

    def test_a_story_that_is_deleted_takes_them_along(self) -> None:
        article = make_article(body=text_with(make_picture()))
        article.delete()
        assert noted() == set()

    def test_a_picture_is_noted_once_in_a_story(self) -> None:
        picture = make_picture()
        article = make_article(body=text_with(picture))
        with pytest.raises(IntegrityError), transaction.atomic():
            PictureUse.objects.create(article=article, picture=picture)


class TestUsers:
    def test_they_lead_with_the_picture_or_have_it_in_their_text(self) -> None:
        picture, other = make_picture(), make_picture()
        leading, showing = make_article(lead_picture=picture), make_article(body=text_with(picture))
        both = make_article(lead_picture=picture, body=text_with(picture, other))
        make_article(lead_picture=other)
        assert list(users_of(picture).order_by("pk")) == [leading, showing, both]
