"""What readers, and the newsroom, see of an author's portrait and of what a tag is about."""

import json
import re
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from articles.admin.choosing import tag_named
from articles.models import Author, Picture, Tag
from articles.pictures.library import rebuild_users_of
from newsportal import generations
from tests.factories import make_author, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db


def change_of(row: Any) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


@pytest.fixture
def picture() -> Picture:
    return make_picture(alternative_text="وجه سلمى")


@pytest.fixture
def author(picture: Picture) -> Author:
    return make_author(name="سلمى حداد", title="محررة", biography="تكتب عن <المياه>.", portrait=picture)


def facts_of(client: Client, author: Author) -> dict[str, Any]:
    html = client.get(author.get_absolute_url()).content.decode()
    facts: dict[str, Any] = json.loads(re.search(r'ld\+json">(.+?)</script>', html)[1])
    return facts


class TestPortrait:
    def test_it_stands_on_the_authors_page(self, client: Client, author: Author, picture: Picture):
        html = client.get(author.get_absolute_url()).content.decode()
        assert '<div class="portrait"><picture' in html
        assert f"{picture.key}/" in html
        assert 'alt="وجه سلمى"' in html

    def test_without_one_there_is_no_place_for_it(self, client: Client):
        assert "portrait" not in client.get(make_author().get_absolute_url()).content.decode()

    def test_machines_read_who_it_is(self, client: Client, author: Author, picture: Picture):
        facts = facts_of(client, author)
        person = facts["mainEntity"]
        assert (facts["@type"], person["@type"], person["name"]) == ("ProfilePage", "Person", "سلمى حداد")
        assert (person["jobTitle"], person["description"]) == ("محررة", "تكتب عن <المياه>.")
        assert person["image"].startswith(f"http://testserver/media/pictures/{picture.key}/")
        assert facts["url"] == person["url"]

    def test_machines_read_nothing_of_what_is_not_there(self, client: Client):
        assert {"image", "jobTitle", "description"}.isdisjoint(facts_of(client, make_author())["mainEntity"])

    def test_it_costs_no_query_more(self, client: Client, author: Author, django_assert_num_queries: Any):
        other = make_author()
        client.get(other.get_absolute_url())
        for each in (author, other):
            with django_assert_num_queries(2):
                client.get(each.get_absolute_url())

    def test_its_picture_is_not_deleted(self, editor: Client, author: Author, picture: Picture):
        with pytest.raises(ProtectedError):
            picture.delete()
        address = reverse("admin:articles_picture_delete", args=[picture.pk])
        assert editor.get(address).content.decode().count(f'href="{change_of(author)}"') == 1
        editor.post(address, {"post": "yes"})
        assert Picture.objects.filter(pk=picture.pk).exists()

    def test_its_picture_says_where_it_is_used(self, editor: Client, author: Author, picture: Picture):
        assert f'href="{change_of(author)}"' in editor.get(change_of(picture)).content.decode()

    def test_new_pixels_move_the_site(self, author: Author, picture: Picture, django_capture_on_commit_callbacks: Any):
        before = generations.current("site")
        with django_capture_on_commit_callbacks(execute=True):
            rebuild_users_of(make_picture())
        assert generations.current("site") == before
        with django_capture_on_commit_callbacks(execute=True):
            rebuild_users_of(picture)
        assert generations.current("site") > before

    def test_it_is_chosen_from_the_library(self, editor: Client, picture: Picture):
        author = make_author()
        html = editor.get(change_of(author)).content.decode()
        assert 'data-chosen-picture="/admin/articles/picture/choose/" data-field="portrait"' in html
        posted = {"name": author.name, "portrait": picture.pk, "slug": author.slug}
        assert editor.post(change_of(author), posted).status_code == 302
        assert Author.objects.get().portrait == picture

    @pytest.mark.parametrize("key", ["x", "0", "9" * 30])
    def test_a_picture_that_is_none_is_refused(self, editor: Client, key: str):
        author = make_author()
        answer = editor.post(change_of(author), {"name": author.name, "portrait": key, "slug": author.slug})
        assert list(answer.context["adminform"].form.errors) == ["portrait"]


class TestTag:
    def test_what_it_is_about_stands_under_its_name(self, client: Client):
        tag = make_tag(description="كل ما نُشر عن <السد>.")
        html = client.get(tag.get_absolute_url()).content.decode()
        assert '<p class="standfirst">كل ما نُشر عن &lt;السد&gt;.</p>' in html
        assert '<meta name="description" content="كل ما نُشر عن &lt;السد&gt;.">' in html
        english = client.get(f"/en{tag.get_absolute_url()}").content.decode()
        assert '<p class="standfirst" lang="ar" dir="rtl">' in english

    def test_without_words_it_says_what_it_lists(self, client: Client):
        html = client.get(make_tag().get_absolute_url()).content.decode()
        assert "standfirst" not in html
        assert '<meta name="description" content="كل' in html

    def test_it_is_found_by_its_name_as_before(self):
        tag = make_tag(name="السد العالي", description="كل ما نُشر عنه.")
        assert tag_named("السد  العالى").pk == tag.pk

    def test_its_form_takes_words_of_one_line(self, editor: Client):
        tag = make_tag()
        editor.post(change_of(tag), {"name": tag.name, "slug": tag.slug, "description": " سطر\u202e آخر "})
        assert Tag.objects.get().description == "سطر آخر"
        for long in ["ء" * 301, "ﻻ" * 200]:
            answer = editor.post(change_of(tag), {"name": tag.name, "slug": tag.slug, "description": long})
            assert list(answer.context["adminform"].form.errors) == ["description"]
