import pytest
from django.test import Client
from django.utils.translation import gettext

from comments import moderation
from comments.models import Comment
from tests.comments.posting import post
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


class TestReplyPage:
    def test_it_says_whom_the_form_answers(self, client: Client):
        comment = make_comment(name="رنا")
        html = client.get(f"{comment.article.get_absolute_url()}?reply={comment.pk}").content.decode()
        assert '>الرد على <bdi dir="auto">رنا</bdi></h2>' in html
        assert f'name="parent" value="{comment.pk}"' in html
        assert "data-cancel-reply>إلغاء الرد</a>" in html
        assert '<meta name="robots" content="noindex' in html

    def test_without_a_question_the_form_is_an_ordinary_one(self, client: Client):
        html = client.get(make_article().get_absolute_url()).content.decode()
        assert ">اترك تعليقاً</h2>" in html
        assert "data-cancel-reply hidden>" in html
        assert '<input type="hidden" name="parent"' in html
        assert 'name="parent" value' not in html

    @pytest.mark.parametrize("reply", ["x", "0", "-1", "99", "9" * 18, "9" * 19, "9" * 5000, "\x00", "1e3"])
    def test_nonsense_answers_nobody(self, client: Client, reply: str):
        article = make_article()
        html = client.get(article.get_absolute_url(), {"reply": reply}).content.decode()
        assert ">اترك تعليقاً</h2>" in html

    def test_a_comment_of_another_article_is_not_answered(self, client: Client):
        other = make_comment(name="رنا")
        html = client.get(f"{make_article().get_absolute_url()}?reply={other.pk}").content.decode()
        assert "رنا" not in html

    def test_closed_comments_take_no_reply(self, client: Client):
        comment = make_comment(article=make_article(comments_open=False))
        html = client.get(f"{comment.article.get_absolute_url()}?reply={comment.pk}").content.decode()
        assert gettext("Comments on this story are closed.") in html
        for offered in ("<form", "data-reply", 'name="parent"'):
            assert offered not in html


class TestReplyPost:
    def test_it_is_stored_below_its_parent(self, client: Client):
        parent = make_comment()
        assert post(client, parent.article, parent=str(parent.pk)).status_code == 303
        assert Comment.objects.pending().get().parent == parent

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_only_an_approved_comment_is_answered(self, client: Client, status: str):
        parent = make_comment(status=status)
        assert post(client, parent.article, parent=str(parent.pk)).status_code == 422

    def test_a_parent_of_another_article_is_refused(self, client: Client):
        assert post(client, make_article(), parent=str(make_comment().pk)).status_code == 422

    @pytest.mark.parametrize("parent", ["x", "-1", "0", "999999", "9" * 30, "1\x00", "1;2", "⁰"])
    def test_nonsense_is_refused(self, client: Client, parent: str):
        assert post(client, make_article(), parent=parent).status_code == 422
        assert Comment.objects.count() == 0

    def test_the_same_form_sent_again_stands_on_its_own(self, client: Client):
        parent = make_comment(status="spam")
        html = post(client, parent.article, parent=str(parent.pk)).content.decode()
        assert (
            gettext("The comment that you reply to is no longer shown. Send again to post yours on its own.") in html
        )
        assert 'name="parent" value' not in html

    def test_an_invalid_reply_stays_a_reply(self, client: Client):
        parent = make_comment(name="رنا")
        html = post(client, parent.article, parent=str(parent.pk), name="").content.decode()
        assert '>الرد على <bdi dir="auto">رنا</bdi></h2>' in html
        assert f'name="parent" value="{parent.pk}"' in html
        # The page stands at the address of the post, where relative queries would lead nowhere.
        assert f'href="{parent.article.get_absolute_url()}?reply={parent.pk}#comment-form"' in html

    def test_too_deep_it_hangs_below_the_deepest_parent(self, client: Client):
        comment = make_comment()
        chain = [comment]
        for _ in range(4):
            chain.append(make_comment(article=comment.article, parent=chain[-1]))
        assert post(client, comment.article, parent=str(chain[-1].pk)).status_code == 303
        stored = Comment.objects.pending().get()
        assert (stored.parent, stored.answered) == (chain[3], chain[4])
        moderation.approve(Comment.objects.pending(), by=None)
        html = client.get(comment.article.get_absolute_url()).content.decode()
        own = html[html.index(f'id="comment-{stored.pk}"') :]
        assert f'<a href="#comment-{chain[4].pk}"><bdi dir="auto">{chain[4].name}</bdi></a>' in own

    def test_elsewhere_the_parent_is_who_is_answered(self, client: Client):
        comment = make_comment()
        post(client, comment.article, parent=str(comment.pk))
        stored = Comment.objects.pending().get()
        assert (stored.parent, stored.answered) == (comment, None)
