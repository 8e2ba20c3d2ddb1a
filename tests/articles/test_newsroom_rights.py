from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles.corrections.log import tell_update
from articles.models import Article, Picture, Section
from articles.permissions import may_change, may_publish, statuses_for
from articles.workflow import moving
from tests.articles.newsroom import ADD, LIST, change_of, errors_of, save, typed
from tests.factories import make_article, make_author, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

NAMED = ["section", "tag", "author", "source"]


# What readers say is wrong; reporters see it of their own stories alone.
READERS_CORRECTIONS = "comments.view_readercorrection"


def rights_of(name: str) -> set[str]:
    permissions = Group.objects.get(name=name).permissions.all()
    return {f"{right.content_type.app_label}.{right.codename}" for right in permissions.select_related("content_type")}


def every_right(*labels: str) -> set[str]:
    permissions = Permission.objects.filter(content_type__app_label__in=labels).select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in permissions}


class TestGroups:
    def test_reporters_write_and_choose_from_what_is_there(self):
        views = {f"articles.view_{name}" for name in NAMED}
        articles = {f"articles.{deed}_article" for deed in ("view", "add", "change")}
        pictures = {f"articles.{deed}_picture" for deed in ("view", "add", "change")}
        assert rights_of("Reporters") == {
            *views,
            *articles,
            *pictures,
            READERS_CORRECTIONS,
            "articles.view_assignment",
        }

    def test_editors_have_every_right_over_articles_and_no_other(self):
        whole_site = {"articles.view_sitesettings", "articles.change_sitesettings"}
        assert rights_of("Editors") == every_right("articles") - whole_site | {READERS_CORRECTIONS}
        assert "articles.publish_article" in rights_of("Editors")

    def test_administrators_have_articles_accounts_and_the_portal(self):
        assert every_right("articles", "auth", "newsportal") <= rights_of("Administrators")
        assert {"auth.change_user", "newsportal.change_staffpreference"} <= rights_of("Administrators")


class TestPublish:
    @pytest.mark.parametrize("deed", [moving.publish, moving.withdraw, tell_update])
    def test_without_the_right_nothing_moves(self, deed: Any):
        article = make_article(status="draft", published_at=None)
        with pytest.raises(PermissionDenied):
            deed(article, by=make_user(groups=("Reporters",)))
        stored = Article.objects.get(pk=article.pk)
        assert (stored.status, stored.published_at, stored.updated_at) == ("draft", None, None)

    def test_with_the_right_it_moves(self):
        article = make_article(status="draft", published_at=None)
        moving.publish(article, by=make_user(groups=("Editors",)))
        assert Article.objects.published().contains(article)

    def test_reporter_is_offered_their_own_statuses_alone(self, client: Client, reporter: User):
        page = client.get(ADD)
        choices = page.context["adminform"].form.fields["status"].choices
        assert [value for value, _ in choices] == ["draft", "in_review"]

    def test_editor_is_offered_all(self, client: Client, editor: User):
        choices = client.get(ADD).context["adminform"].form.fields["status"].choices
        assert [value for value, _ in choices] == Article.Status.values

    @pytest.mark.parametrize("status", ["ready", "published", "archived", "withdrawn"])
    def test_reporter_who_posts_another_status_gets_an_error(self, client: Client, reporter: User, status: str):
        answer = client.post(ADD, typed(status=status, section=make_section().pk))
        assert errors_of(answer) == {"status": ["invalid_choice"]}
        assert not Article.objects.exists()

    def test_reporter_cannot_set_times(self, client: Client, reporter: User):
        section = make_section()
        answer = client.post(ADD, typed(section=section.pk, published_at_0="2026-01-01", published_at_1="10:00"))
        assert answer.status_code == 302
        assert Article.objects.get().published_at is None

    def test_bulk_moves_are_for_editors(self, client: Client, editor: User):
        article = make_article(status="ready", published_at=None)
        client.post(LIST, {"action": "publish_selected", "_selected_action": [article.pk]})
        assert Article.objects.get().status == "published"

    def test_bulk_moves_are_not_for_reporters(self, client: Client, reporter: User):
        article = make_article(status="in_review", published_at=None, created_by=reporter)
        page = client.post(LIST, {"action": "publish_selected", "_selected_action": [article.pk]}, follow=True)
        assert "publish_selected" not in page.content.decode()
        assert Article.objects.get().status == "in_review"


class TestChange:
    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_reporter_changes_what_is_still_their_own(self, client: Client, reporter: User, status: str):
        article = make_article(status=status, published_at=None, created_by=reporter)
        assert save(client, article, title="عنوان أدق").title == "عنوان أدق"

    @pytest.mark.parametrize("status", ["ready", "published", "archived", "withdrawn"])
    def test_reporter_changes_nothing_that_has_left_them(self, client: Client, reporter: User, status: str):
        article = make_article(status=status, created_by=reporter)
        assert client.post(change_of(article), typed(article, title="عنوان أدق")).status_code == 403
        assert client.get(change_of(article)).status_code == 200

    def test_reporter_changes_nothing_of_others(self, client: Client, reporter: User):
        article = make_article(status="draft", published_at=None, created_by=make_user())
        assert client.post(change_of(article), typed(article, title="عنوان أدق")).status_code == 403

    def test_editor_changes_any(self, client: Client, editor: User):
        assert save(client, make_article(), title="عنوان أدق").title == "عنوان أدق"

    def test_reporter_deletes_nothing(self, client: Client, reporter: User):
        article = make_article(status="draft", created_by=reporter)
        address = reverse("admin:articles_article_delete", args=[article.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403

    def test_editor_deletes(self, client: Client, editor: User):
        article = make_article()
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        assert not Article.objects.exists()

    def test_account_without_any_right_sees_nothing(self, client: Client):
        user = make_user()
        client.force_login(user)
        assert client.get(LIST).status_code == 403
        assert not may_change(user, make_article(status="draft", published_at=None, created_by=user))
        assert not may_publish(user)

    def test_reporter_names_the_writers_of_their_own_story(self, client: Client, reporter: User):
        article = make_article(status="draft", published_at=None, created_by=reporter)
        author = make_author()
        byline = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-position": 0}
        save(client, article, **byline, **{"bylines-0-article": article.pk, "bylines-0-id": ""})
        assert list(article.authors.all()) == [author]

    def test_statuses_follow_the_right(self):
        assert statuses_for(make_user(groups=("Editors",))) == list(Article.Status)
        assert statuses_for(make_user(groups=("Reporters",))) == ["draft", "in_review"]


class TestOtherThings:
    @pytest.mark.parametrize("name", NAMED)
    def test_reporters_choose_names_and_change_none(self, client: Client, reporter: User, name: str):
        assert client.get(reverse(f"admin:articles_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:articles_{name}_add")).status_code == 403

    @pytest.mark.parametrize("name", NAMED)
    def test_editors_make_them(self, client: Client, editor: User, name: str):
        assert client.get(reverse(f"admin:articles_{name}_add")).status_code == 200

    def test_reporters_add_pictures_and_change_none_of_others(self, client: Client, reporter: User):
        assert client.get(reverse("admin:articles_picture_add")).status_code == 200
        picture = make_picture()
        address = reverse("admin:articles_picture_change", args=[picture.pk])
        assert client.post(address, {"alternative_text": "غير"}).status_code == 403

    def test_editors_change_pictures(self, client: Client, editor: User):
        picture = make_picture()
        words = {"alternative_text": "غير", "caption": "", "credit": "", "focal_x": 50, "focal_y": 50}
        client.post(reverse("admin:articles_picture_change", args=[picture.pk]), words)
        assert Picture.objects.get().alternative_text == "غير"

    @pytest.mark.parametrize("group", ["Reporters", "Editors"])
    def test_writers_see_neither_accounts_nor_comments(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        for name in ["auth_user", "auth_group", "comments_comment"]:
            assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403

    def test_administrators_see_accounts(self, client: Client):
        client.force_login(make_user(groups=("Administrators",)))
        for name in ["auth_user", "auth_group", "comments_comment", "articles_article"]:
            assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200

    def test_section_in_use_is_kept(self, client: Client, editor: User):
        section = make_article().section
        page = client.post(reverse("admin:articles_section_delete", args=[section.pk]), {"post": "yes"})
        assert page.status_code == 200
        assert Section.objects.contains(section)

    def test_suggestions_are_for_those_who_may_see_them(self, client: Client, reporter: User):
        make_tag(name="المياه")
        query = {"app_label": "articles", "model_name": "article", "field_name": "tags", "term": "ميا"}
        found = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [result["text"] for result in found] == ["المياه"]
        client.force_login(make_user())
        assert client.get(reverse("admin:autocomplete"), query).status_code == 403
