import re
from typing import Any

import pytest
from django.test import Client

from articles.editing.models import WorkingCopy
from articles.models import Article
from articles.revisions.models import Revision
from articles.workflow.models import Transition
from tests.articles.editing.forms import address, changes_in, only_copy, opened, saved_by_another
from tests.articles.newsroom import ADD, change_of, save, typed
from tests.factories import make_article, make_author, make_section, make_tag, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


def hidden_fields(html: str) -> dict[str, Any]:
    """Return what the page's first form sends."""
    form = re.search(r'<form method="post" enctype="multipart/form-data" data-sends-again>.*?</form>', html, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0] if form else ""))


class TestRefusal:
    def test_a_save_from_an_older_version_changes_nothing(self, client: Client):
        article = make_article(title="كما كان")
        posted = opened(client, article, title="عنواني")
        saved_by_another(article, title="عنوانهم")
        answer = client.post(change_of(article), posted)
        assert answer.status_code == 409
        assert Article.objects.get().title == "عنوانهم"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_save_from_the_present_version_is_taken(self, client: Client):
        article = make_article()
        assert client.post(change_of(article), opened(client, article, title="عنواني")).status_code == 302
        assert Article.objects.get().title == "عنواني"

    def test_a_post_without_a_version_is_not_asked_for_it(self, client: Client):
        article = make_article()
        saved_by_another(article)
        assert save(client, article, title="عنواني").title == "عنواني"

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
    def test_a_version_that_is_none_is_an_older_one(self, client: Client, version: str):
        article = make_article()
        assert client.post(change_of(article), opened(client, article, version=version)).status_code == 409

    def test_it_says_who_saved_and_when(self, client: Client):
        article = make_article()
        posted = opened(client, article, title="عنواني")
        saved_by_another(article, title="عنوانهم")
        mona = make_user(first_name="منى", last_name="كامل")
        Revision.objects.create(article=article, number=1, by=make_user(), fields={})
        Transition.objects.create(article=article, from_status="draft", to_status="ready", by=mona)
        answer = client.post(change_of(article), posted)
        assert "منى كامل" in answer.context["saved_by"]
        assert re.fullmatch(r"\d\d:\d\d", answer.context["saved_at"])

    def test_a_story_that_was_moved_meanwhile_is_newer_too(self, client: Client):
        article = make_article(status="draft", published_at=None)
        # An address that nobody typed follows the title.
        posted = opened(client, article, title="عنواني", slug="")
        saved_by_another(article, status="ready")
        page = client.post(change_of(article), posted)
        assert {row.name: row.changed_by for row in page.context["rows"]} == {"title": "mine", "status": "theirs"}

    def test_what_an_account_may_no_longer_change_is_refused_with_its_text(self, client: Client):
        user = make_user(groups=("Reporters",))
        client.force_login(user)
        article = make_article(status="draft", published_at=None, created_by=user)
        posted = opened(client, article, title="عنوان لا يضيع")
        saved_by_another(article, status="ready")
        answer = client.post(change_of(article), posted)
        assert answer.status_code == 403
        assert "عنوان لا يضيع" in answer.content.decode()


class TestThreeWays:
    @pytest.fixture
    def late(self, client: Client) -> Any:
        """Return the page for a save that came too late."""
        tag = make_tag()
        article = make_article(title="عنوان الخبر كما كان", dateline="عمّان", tags=(tag,))
        posted = opened(client, article, title='عنوان "خبري" كما كان', tags=[tag.pk], dateline="عمّان", _continue="1")
        saved_by_another(article, title="عنوان خبرهم كما كان", standfirst="مقدمتهم.")
        return client.post(change_of(article), posted)

    def test_mine_is_sent_again_with_the_new_version(self, client: Client, late: Any):
        article = Article.objects.get()
        again = hidden_fields(late.content.decode().replace("&quot;", '"').replace('"خبري"', "خبري"))
        assert (again["version"], again["_continue"]) == ("1", "1")
        answer = client.post(change_of(article), again)
        assert answer.status_code == 302
        stored = Article.objects.get()
        assert (stored.title, stored.standfirst, stored.dateline) == (
            "عنوان خبري كما كان",
            article.standfirst if article.standfirst != "مقدمتهم." else "مقدمة تضيف إلى العنوان.",
            "عمّان",
        )
        assert stored.tags.count() == 1
        assert not WorkingCopy.objects.exists()

    def test_theirs_opens_with_mine_beside_it(self, client: Client, late: Any):
        page = client.get(late.context["stored"])
        assert page.context["adminform"].form["title"].value() == "عنوان خبرهم كما كان"
        assert page.context["open_form"]["offer"] is not None
        assert only_copy().fields["title"] == ['عنوان "خبري" كما كان']
        assert "_continue" not in only_copy().fields

    def test_it_names_what_each_side_changed(self, late: Any):
        assert late.context["changed_by_both"] == "العنوان"
        assert late.context["changed_by_theirs"] == "المقدمة"
        assert late.context["changed_by_mine"] == ""

    def test_it_shows_words_in_their_order(self, late: Any):
        html = late.content.decode()
        title = html.partition('id="difference-title"')[2].partition("</section>")[0]
        assert changes_in(title) == [("del", "خبرهم"), ("ins", '"خبري"')]
        assert title.index("عنوان ") < title.index("<del") < title.index("<ins") < title.index("كما كان")

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ("<p>أول.</p><p>ثان جديد.</p>", [("del", "قديم"), ("ins", "جديد")]),
            ("<p>أول.</p><p>ثان <strong>قديم</strong>.</p>", []),
            ("<p>a</p>" * 20_000, []),
        ],
        ids=["words", "formatting", "too large"],
    )
    def test_a_text_is_compared_block_by_block(self, client: Client, body: str, told: list):
        article = make_article(body="<p>أول.</p><p>ثان قديم.</p>")
        form = opened(client, article, body=body)
        saved_by_another(article, title="عنوان ثالث")
        html = client.post(change_of(article), form).content.decode()
        text = html.partition('id="difference-body"')[2].partition("</section>")[0]
        assert changes_in(text) == told
        assert ('class="help"' in text) == (not told)

    def test_mine_is_refused_again_where_a_third_saved(self, client: Client, late: Any):
        article = saved_by_another(Article.objects.get(), title="عنوان ثالث")
        posted = dict(late.context["posted"])
        assert client.post(change_of(article), posted).status_code == 409


class TestRows:
    def test_changed_writers_are_named_as_a_whole(self, client: Client):
        article = make_article(authors=(make_author(name="هند"),))
        byline = article.bylines.get()
        rows = {
            "bylines-TOTAL_FORMS": 2,
            "bylines-INITIAL_FORMS": 1,
            "bylines-0-id": byline.pk,
            "bylines-0-article": article.pk,
            "bylines-0-author": byline.author_id,
            "bylines-0-position": 0,
            "bylines-1-author": make_author(name="سمير").pk,
            "bylines-1-position": 1,
        }
        posted = opened(client, article, **rows)
        saved_by_another(article)
        page = client.post(change_of(article), posted)
        row = page.context["rows"][0]
        assert (len(page.context["rows"]), row.name, row.changed_by) == (1, "bylines", "mine")
        assert "سمير" in row.mine
        assert "سمير" not in row.theirs

    def test_what_cannot_be_understood_is_shown_as_typed(self, client: Client):
        article = make_article()
        posted = opened(client, article, published_at_0="أمس", section="x", lead_picture="صورة")
        saved_by_another(article, dateline="الرياض")
        page = client.post(change_of(article), posted)
        shown = {row.name: row.mine for row in page.context["rows"]}
        assert "أمس" in shown["published_at"]
        assert (shown["section"], shown["lead_picture"]) == ("x", "صورة")

    def test_formatting_alone_is_told(self, client: Client):
        article = make_article(body="<p>نص الخبر</p>")
        posted = opened(client, article, body="<p>نص <strong>الخبر</strong></p>")
        saved_by_another(article)
        page = client.post(change_of(article), posted)
        assert page.context["rows"][0].is_markup_alone

    def test_without_what_was_there_before_both_sides_count(self, client: Client):
        article = make_article()
        for broken in ("", "[]", "{", '{"title": 1}'):
            posted = opened(client, article, title="عنواني", opened=broken)
            saved_by_another(article)
            assert client.post(change_of(article), posted).context["changed_by_both"] == "العنوان"


class TestDeleted:
    def test_its_text_comes_back_and_makes_a_new_story(self, client: Client):
        author, article = make_author(), make_article()
        byline = article.bylines.create(author=author, position=0)
        rows = {
            "bylines-TOTAL_FORMS": 1,
            "bylines-INITIAL_FORMS": 1,
            "bylines-0-id": byline.pk,
            "bylines-0-article": article.pk,
            "bylines-0-author": author.pk,
            "bylines-0-position": 0,
        }
        posted, there = opened(client, article, title="عنوان لا يضيع", **rows), change_of(article)
        article.delete()
        page = client.post(there, posted)
        assert page.status_code == 409
        assert "عنوان لا يضيع" in page.content.decode()
        again = dict(page.context["posted"]) | {text.name: text.value for text in page.context["texts"]}
        assert client.post(ADD, again).status_code == 302
        assert Article.objects.get().title == "عنوان لا يضيع"
        assert list(Article.objects.get().authors.all()) == [author]

    def test_who_may_begin_no_story_can_copy_it(self, client: Client):
        client.force_login(make_user(groups=("Moderators",)))
        posted = {**typed(title="عنوان لا يضيع"), "version": "0"}
        page = client.post("/admin/articles/article/999/change/", posted)
        assert page.context["add"] == ""
        assert "عنوان لا يضيع" in page.content.decode()

    def test_a_story_that_never_was_is_answered_as_ever(self, client: Client):
        assert client.post("/admin/articles/article/999/change/", typed(section=make_section().pk)).status_code == 302
        assert client.get("/admin/articles/article/x/change/").status_code == 302
        assert client.get(address("unsaved", Article(pk=999))).status_code == 404
