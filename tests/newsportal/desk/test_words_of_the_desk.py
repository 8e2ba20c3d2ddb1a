"""How the newsroom's lists and forms name what they show: deletion last, people by their names, nothing left bare."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from comments.models import WordEntry
from newsportal.models import StaffPreference
from tests.comments.rules.test_words import make_word
from tests.factories import make_article, make_comment, make_regular, make_restriction, make_section, make_user

pytestmark = pytest.mark.django_db

WORDS, QUEUE = reverse("admin:comments_wordentry_changelist"), reverse("admin:comments_comment_changelist")


@pytest.fixture
def chief(client: Client) -> User:
    user = make_user(is_superuser=True, username="chief", first_name="ندى", last_name="الحسن")
    client.force_login(user)
    return user


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html[html.index('id="content"') :])).split())


class TestActions:
    @pytest.mark.parametrize("model", ["comments_comment", "comments_wordentry", "articles_article", "articles_tag"])
    def test_deletion_stands_last_and_apart(self, client: Client, chief: User, model: str):
        make_comment(), make_word("غبي"), make_article().tags.create(name="وسم")
        html = client.get(reverse(f"admin:{model}_changelist")).content.decode()
        choices = html[html.index('name="action"') :].partition("</select>")[0]
        assert choices.count("delete_selected") == 1
        last = choices[choices.index("<optgroup") :]
        assert 'label="لا رجوع عنه"' in last
        assert re.findall('value="([^"]*)"', last) == ["delete_selected"]

    def test_those_who_may_not_delete_see_no_such_group(self, client: Client):
        client.force_login(make_user(groups=("Moderators",)))
        make_comment()
        assert "<optgroup" not in client.get(QUEUE).content.decode()


class TestPeople:
    def test_whoever_decided_is_called_by_name(self, client: Client, chief: User):
        word, restriction, regular = make_word("غبي"), make_restriction(by=chief), make_regular(by=chief)
        WordEntry.objects.update(added_by=chief)
        for row in (word, restriction, regular):
            name = row._meta.model_name
            html = client.get(reverse(f"admin:comments_{name}_changelist")).content.decode()
            cell = re.search(r'<td class="field-(?:by|added_by)[^"]*">(.*?)</td>', html)
            assert cell
            assert cell[1] == "<bdi>ندى الحسن</bdi>"
        for row in (restriction, regular):
            html = client.get(reverse(f"admin:comments_{row._meta.model_name}_change", args=[row.pk])).content.decode()
            assert "<bdi>ندى الحسن</bdi>" in html

    def test_without_one_by_the_name_of_the_account(self, client: Client, chief: User):
        make_restriction(by=make_user(username="<b>x"))
        html = client.get(reverse("admin:comments_restriction_changelist")).content.decode()
        assert "<bdi>&lt;b&gt;x</bdi>" in html

    def test_what_nobody_decided_is_a_dash(self, client: Client, chief: User):
        make_word("غبي")
        WordEntry.objects.update(added_by=None)
        html = client.get(WORDS).content.decode()
        assert '<td class="field-added_by">—</td>' in html
        assert '<td class="field-allowed">—</td>' in html
        assert ">-</td>" not in html


class TestPlaces:
    def test_no_crumb_is_said_twice(self, client: Client, chief: User):
        for model, place in (("comments_wordentry", "الإشراف على التعليقات"), ("articles_article", "محتوى الصحيفة")):
            html = client.get(reverse(f"admin:{model}_changelist")).content.decode()
            crumbs = html[html.index('class="breadcrumbs">') :].partition("</nav>")[0].partition(">")[2]
            # Django 6.1 makes a list of them, 5.2 a line.
            parts = re.split("›|&rsaquo;|</li>", crumbs)
            steps = [step for part in parts if (step := unescape(re.sub("<[^>]*>", "", part)).strip())]
            assert steps[1] == place
            assert len(steps) == len({*steps})

    def test_nor_in_english(self, client: Client, chief: User):
        StaffPreference.objects.create(user=chief, language="en")
        html = client.get(reverse("admin:app_list", args=["comments"])).content.decode()
        assert "Moderation" in html


class TestDeletion:
    @pytest.mark.parametrize("number", [1, 2, 3, 11])
    def test_a_bulk_asks_and_tells_in_words_that_fit_any_number(self, client: Client, chief: User, number: int):
        keys = [make_word(f"كلمة{letter}").pk for letter in "بتثجحخدذرزس"[:number]]
        data = {"action": "delete_selected", "_selected_action": keys}
        asked = words_of(client.post(WORDS, data).content.decode())
        name = "كلمة مراقَبة" if number == 1 else "الكلمات المراقَبة"
        assert f"هل تريد فعلاً حذف ما حدّدته ({name})؟ سيُحذف كل ما يلي:" in asked
        assert f"الكلمات المراقَبة: {number}" in asked
        told = client.post(WORDS, data | {"post": "yes"}, follow=True).content.decode()
        assert f"حُذف ما حدّدته ({name}: {number})." in told

    def test_no_page_says_it_in_djangos_words(self, client: Client, chief: User):
        word, article = make_word("غبي"), make_article(section=make_section(name="سياسة"))
        page = client.get(reverse("admin:comments_wordentry_delete", args=[word.pk])).content.decode()
        assert "هل تريد فعلاً حذف كلمة مراقَبة (غبي)؟ سيُحذف كل ما يلي:" in words_of(page)
        for button in ('value="نعم، احذف"', ">لا، ارجع</a>"):
            assert button in page
        protected = client.get(reverse("admin:articles_section_delete", args=[article.section_id])).content.decode()
        assert "تعذّر الحذف (القسم) «\u2068سياسة\u2069» ما زال مستخدَماً ولم يُحذف." in words_of(protected)

    def test_a_long_comment_is_cut_with_a_mark(self, client: Client, chief: User):
        comment = make_comment(text="كلمة " * 40)
        words = words_of(client.get(reverse("admin:comments_comment_delete", args=[comment.pk])).content.decode())
        assert "كلمة…" in words
