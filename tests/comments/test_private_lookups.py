"""Every way of asking the desk for an address without the right to see it: filter, order, search, popup, action."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from comments import moderation
from comments.models import Comment, Report, WordEntry
from tests.factories import make_comment, make_regular, make_restriction, make_user

pytestmark = pytest.mark.django_db

EMAIL, ADDRESS, STAFF = "salma@example.com", "198.51.100.77", "chief@newspaper.example"
SECRETS = [EMAIL, "salma@", ADDRESS, "Netscape", STAFF]
CHANGELIST = reverse("admin:comments_comment_changelist")
ARTICLES = reverse("admin:articles_article_changelist")
REGULARS = reverse("admin:comments_regular_changelist")
RESTRICTIONS = reverse("admin:comments_restriction_changelist")
WORDS = reverse("admin:comments_wordentry_changelist")

# What the newsroom's lists know of readers, by each way that Django's ORM offers.
OF_READERS = [
    "email=salma@example.com",
    "email__iexact=SALMA@example.com",
    "email__in=salma@example.com",
    "email__gt=s",
    "email__isnull=0",
    "email__length=17",
    "ip_address__gte=198.51.100.0",
    "network__contains=51",
    "user_agent__startswith=N",
    "answered__email__startswith=s",
    "parent__parent__email=salma@example.com",
    "parent__ip_address=198.51.100.77",
    "replies__ip_address=198.51.100.77",
    "replies__isnull=0",
    "moves__comment__email=salma@example.com",
    "moves__reason__startswith=s",
    "moves__by__email__startswith=c",
    "reports__network__startswith=198",
    "reports__comment__email=salma@example.com",
    "revisions__comment__email=salma@example.com",
    "links__email=salma@example.com",
    "links__digest__startswith=a",
    "article__comments__email__startswith=s",
    "article__comments__ip_address=198.51.100.77",
    "article__section__articles__comments__email=a",
    "status_digest__gt=a",
    "folded__startswith=a",
]
# And of the newsroom's own accounts.
OF_ACCOUNTS = [
    "author__email__startswith=c",
    "author__password__startswith=p",
    "author__username=a",
    "author__last_login__gt=2020-01-01",
    "article__created_by__email__startswith=c",
    "article__created_by__password__startswith=p",
    "moves__by__password__startswith=p",
]


@pytest.fixture
def comment() -> Comment:
    chief = make_user(email=STAFF, first_name="رنا")
    parent = make_comment(email=EMAIL, ip_address=ADDRESS, network=ADDRESS, user_agent="Netscape")
    comment = make_comment(
        article=parent.article, parent=parent, email=EMAIL, ip_address=ADDRESS, network=ADDRESS, user_agent="Netscape"
    )
    moderation.hold(Comment.objects.filter(pk=comment.pk), by=chief, reason="شتيمة")
    Report.objects.create(comment=comment, network="198.51.100.0", reason="hate")
    make_regular(email=EMAIL, by=chief)
    make_restriction(email=EMAIL, network="198.51.100.0/24", by=chief)
    WordEntry.objects.create(word="كلمة", added_by=chief)
    return comment


class TestLookups:
    @pytest.mark.parametrize("lookup", [*OF_READERS, *OF_ACCOUNTS])
    def test_the_queue_refuses_them(self, moderator: Client, comment: Comment, lookup: str):
        assert moderator.get(f"{CHANGELIST}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", OF_ACCOUNTS)
    def test_accounts_are_looked_up_by_nobody(self, trusted: Client, comment: Comment, lookup: str):
        assert trusted.get(f"{CHANGELIST}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["email__startswith=s", "email__gt=a", "ip_address=1.2.3.4", "network=1.2.3.4"])
    def test_with_the_right_its_own_columns_may_be_asked(self, trusted: Client, comment: Comment, lookup: str):
        assert trusted.get(f"{CHANGELIST}?{lookup}").status_code == 200

    @pytest.mark.parametrize(
        "lookup",
        ["email=salma@example.com", "email__startswith=s", "by__password__startswith=p", "by__email__startswith=c"],
    )
    @pytest.mark.parametrize("address", [REGULARS, RESTRICTIONS])
    def test_lists_of_people_refuse_them(self, moderator: Client, comment: Comment, address: str, lookup: str):
        assert moderator.get(f"{address}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["network__startswith=198", "network__gt=1"])
    def test_restrictions_refuse_networks(self, moderator: Client, comment: Comment, lookup: str):
        assert moderator.get(f"{RESTRICTIONS}?{lookup}").status_code == 400

    @pytest.mark.parametrize("address", [REGULARS, RESTRICTIONS])
    def test_lists_of_people_answer_them_with_the_right(self, trusted: Client, comment: Comment, address: str):
        assert trusted.get(f"{address}?email=salma@example.com").status_code == 200

    @pytest.mark.parametrize("lookup", ["by__password__startswith=p", "by__email__startswith=c"])
    @pytest.mark.parametrize("address", [REGULARS, RESTRICTIONS])
    def test_but_nothing_of_accounts(self, trusted: Client, comment: Comment, address: str, lookup: str):
        assert trusted.get(f"{address}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["added_by__password__startswith=p", "added_by__email__startswith=c"])
    def test_the_lists_of_words_neither(self, moderator: Client, comment: Comment, lookup: str):
        assert moderator.get(f"{WORDS}?{lookup}").status_code == 400


class TestArticles:
    """Editors have no right over comments, and administrators see addresses at the desk of comments alone."""

    LOOKUPS = [
        "comments__email__startswith=s",
        "comments__ip_address=198.51.100.77",
        "comments__user_agent__contains=N",
        "comments__status=spam",
        "comments__moves__by__email=a",
        "comments__isnull=0",
        "comments__id__gt=1",
        "comments=1",
        "comments__in=1",
        "thread_marks__isnull=0",
        "bylines__author__user__email__startswith=c",
        "created_by__email__startswith=c",
        "created_by__password__startswith=p",
        "section__articles__comments__email=a",
        "source__articles__comments__email=a",
    ]

    @pytest.mark.parametrize("lookup", LOOKUPS)
    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_no_lookup_crosses_into_comments_or_accounts(
        self, client: Client, comment: Comment, group: str, lookup: str
    ):
        client.force_login(make_user(groups=(group,)))
        assert client.get(f"{ARTICLES}?{lookup}").status_code == 400

    @pytest.mark.parametrize(
        ("model", "lookup"),
        [
            ("section", "articles__comments__email__startswith=s"),
            ("section", "articles__isnull=0"),
            ("tag", "articles__comments__email__startswith=s"),
            ("source", "articles__comments__email__startswith=s"),
            ("author", "user__email__startswith=c"),
            ("author", "user__password__startswith=p"),
            ("picture", "lead_of__comments__email__startswith=s"),
        ],
    )
    def test_nor_from_the_lists_beside_it(self, client: Client, comment: Comment, model: str, lookup: str):
        client.force_login(make_user(is_superuser=True))
        assert client.get(f"{reverse(f'admin:articles_{model}_changelist')}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["status__exact=published", "section__id__exact=1", "source__isnull=True"])
    def test_its_own_filters_work_as_ever(self, client: Client, comment: Comment, lookup: str):
        client.force_login(make_user(groups=("Editors",)))
        assert client.get(f"{ARTICLES}?{lookup}").status_code == 200


class TestOtherWays:
    @pytest.mark.parametrize(
        "query",
        [
            "o=email",
            "o=1.-2.3",
            "o=-99",
            "e=1",
            "all=",
            "_facets=True",
            "_popup=1",
            "p=after,0,salma@example.com,1",
            "p=after,0,2026-01-01T00%3A00%3A00%2B00%3A00,1",
            "q=salma%40example.com",
            "q=email%3Asalma",
            "q=198.51.100.77",
            "created_at__day=1",
            "status__exact=pending&q=Netscape",
        ],
    )
    @pytest.mark.parametrize("address", [CHANGELIST, REGULARS, RESTRICTIONS])
    def test_no_view_of_a_list_shows_them(self, moderator: Client, comment: Comment, address: str, query: str):
        answer = moderator.get(f"{address}?{query}", follow=True)
        # What was asked stands in the search box again; nothing else may.
        asked = quote(query, safe="=&%")
        html = answer.content.decode().replace("salma@example.com", "", asked.count("salma%40") * 3)
        html = html if ADDRESS not in query else html.replace(ADDRESS, "")
        html = html if "Netscape" not in query else html.replace("Netscape", "")
        for secret in SECRETS:
            assert secret not in html

    @pytest.mark.parametrize("question", [EMAIL, "salma@", ADDRESS, "198.51", "Netscape", STAFF])
    def test_a_search_finds_nothing_by_them(self, moderator: Client, comment: Comment, question: str):
        html = moderator.get(CHANGELIST, {"q": question}).content.decode()
        assert 'name="_selected_action"' not in html

    @pytest.mark.parametrize("question", ["salma@", "nobody@example.com", "example.com", "198.51.100.77"])
    def test_a_search_among_known_readers_tells_none_apart(self, moderator: Client, comment: Comment, question: str):
        make_regular(name="هدى", email="huda@example.com")
        html = moderator.get(REGULARS, {"q": question}).content.decode()
        # Letters that no name has find nothing, and no letter finds all.
        assert html.count('name="_selected_action"') in {0, 2}

    def test_a_search_among_restrictions_tells_nothing_apart(self, moderator: Client, comment: Comment):
        found = [moderator.get(RESTRICTIONS, {"q": question}) for question in (EMAIL, "nobody@example.com", ADDRESS)]
        assert {page.content.decode().count('name="_selected_action"') for page in found} == {1}

    @pytest.mark.parametrize("field", ["email", "ip_address", "network", "folded", "status_digest"])
    def test_no_popup_is_keyed_by_them(self, moderator: Client, comment: Comment, field: str):
        for address in (CHANGELIST, reverse("admin:comments_comment_change", args=[comment.pk])):
            assert moderator.get(f"{address}?_to_field={field}&_popup=1").status_code == 400
        assert moderator.get(f"{CHANGELIST}{quote(EMAIL)}/change/?_to_field=email").status_code == 400

    @pytest.mark.parametrize("action", ["approve_selected", "keep_name", "export_selected", "delete_selected"])
    def test_no_action_runs_below_a_refused_lookup(self, moderator: Client, comment: Comment, action: str):
        data = {"action": action, "_selected_action": [comment.pk], "select_across": "1"}
        assert moderator.post(f"{CHANGELIST}?email__startswith=s", data).status_code == 400
        comment.refresh_from_db()
        assert comment.status == "pending"

    def test_a_kept_filter_leads_to_a_refusal(self, moderator: Client, comment: Comment):
        filters = quote("email__startswith=s")
        address = reverse("admin:comments_comment_decide", args=[comment.pk, "approve"])
        answer = moderator.post(f"{address}?_changelist_filters={filters}")
        assert moderator.get(answer["Location"]).status_code == 400
        change = reverse("admin:comments_comment_change", args=[comment.pk])
        answer = moderator.post(f"{change}?_changelist_filters={filters}", {"text": "كلام آخر"})
        assert moderator.get(answer["Location"]).status_code == 400

    # Nothing of the desk completes comments: they are asked for here alone, in no order.
    @pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
    @pytest.mark.parametrize("field", ["parent", "answered", "author", "article"])
    @pytest.mark.parametrize("term", [EMAIL, "chief@", "198.51"])
    def test_no_box_completes_them(self, moderator: Client, comment: Comment, field: str, term: str):
        address = reverse("admin:autocomplete")
        query = {"app_label": "comments", "model_name": "comment", "field_name": field, "term": term}
        answer = moderator.get(address, query)
        if answer.status_code == 200:
            assert json.loads(answer.content)["results"] == []
        else:
            assert answer.status_code in {403, 404}

    @pytest.mark.parametrize(("model", "field"), [("move", "by"), ("restriction", "by"), ("regular", "by")])
    def test_nor_from_tables_without_a_desk(self, moderator: Client, comment: Comment, model: str, field: str):
        query = {"app_label": "comments", "model_name": model, "field_name": field, "term": "chief@"}
        assert moderator.get(reverse("admin:autocomplete"), query).status_code in {403, 404}

    def test_pages_about_one_row_show_none(self, client: Client, comment: Comment):
        user = make_user(groups=("Moderators",))
        user.user_permissions.add(Permission.objects.get(codename="delete_comment"))
        client.force_login(user)
        one = {
            "comment": comment.pk,
            "regular": make_regular(name="هدى", email=EMAIL).pk,
            "restriction": make_restriction(email=EMAIL).pk,
        }
        pages = [
            reverse(f"admin:comments_{model}_{page}", args=[key])
            for model, key in one.items()
            for page in ("change", "history", "delete")
        ]
        pages += [
            reverse("admin:comments_comment_reply", args=[comment.pk]),
            f"{reverse('admin:comments_restriction_add')}?comment={comment.pk}",
            f"{reverse('here')}?article={comment.article_id}",
            reverse("admin:index"),
        ]
        for page in pages:
            answer = client.get(page)
            assert answer.status_code in {200, 403}, page
            for secret in SECRETS:
                assert secret not in answer.content.decode(), page

    def test_refused_forms_show_none(self, moderator: Client, comment: Comment):
        data: dict[str, Any] = {
            "email": EMAIL,
            "network": ADDRESS,
            "until": "x",
            "reason": "",
            "concerns": "everything",
        }
        pages = [
            moderator.post(f"{reverse('admin:comments_restriction_add')}?comment={comment.pk}", data),
            moderator.post(
                reverse("admin:comments_comment_change", args=[comment.pk]), {"text": "", "email": "x@y.z"}
            ),
        ]
        for page in pages:
            assert page.status_code == 200
            for secret in SECRETS:
                assert secret not in page.content.decode()
        comment.refresh_from_db()
        assert comment.email == EMAIL

    def test_error_pages_show_none(self, moderator: Client, comment: Comment):
        for address in (f"{CHANGELIST}?email=salma%40example.com", f"{CHANGELIST}{comment.pk}/nothing/"):
            html = moderator.get(address).content.decode()
            for secret in SECRETS:
                assert secret not in html
