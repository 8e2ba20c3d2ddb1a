"""Without ``view_private_email`` no way through the desk tells an address, or confirms a guess of one."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from comments.admin.private import mask_email
from comments.models import Comment
from tests.factories import make_comment, make_regular, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")
PRIVATE = ["salma@example.com", "salma@", "198.51.100.77", "Netscape"]


@pytest.fixture
def comment() -> Comment:
    return make_comment(
        status="pending",
        email="salma@example.com",
        ip_address="198.51.100.77",
        network="198.51.100.77",
        user_agent="Netscape Navigator",
    )


def pages_of(comment: Comment) -> list[str]:
    return [
        CHANGELIST,
        f"{CHANGELIST}?q={comment.name}",
        f"{CHANGELIST}?o=1.2.3.4.5.6.7.8",
        reverse("admin:comments_comment_change", args=[comment.pk]),
        reverse("admin:comments_comment_history", args=[comment.pk]),
        reverse("admin:index"),
    ]


class TestMask:
    @pytest.mark.parametrize(
        ("email", "masked"),
        [
            ("mona@example.com", "m•••@e•••.com"),
            ("a@b.co", "a•••@b•••.co"),
            ("x.y@mail.example.co.uk", "x•••@m•••.uk"),
        ],
    )
    def test_only_first_letters_are_left(self, email: str, masked: str):
        assert mask_email(email) == masked


class TestWithout:
    def test_pages_show_the_mask_alone(self, moderator: Client, comment: Comment):
        for page in pages_of(comment):
            html = moderator.get(page).content.decode()
            for secret in PRIVATE:
                assert secret not in html
        assert "s•••@e•••.com" in moderator.get(CHANGELIST).content.decode()
        assert "s•••@e•••.com" in moderator.get(pages_of(comment)[3]).content.decode()

    @pytest.mark.parametrize(
        "lookup",
        [
            "email=salma@example.com",
            "email__exact=salma@example.com",
            "email__startswith=s",
            "ip_address=198.51.100.77",
            "ip_address__startswith=198",
            "network__startswith=198",
            "user_agent__icontains=Netscape",
            "parent__email__startswith=s",
            "replies__email__startswith=s",
            "moves__comment__email__startswith=s",
            "article__comments__email__startswith=s",
        ],
    )
    def test_lookups_are_refused(self, moderator: Client, comment: Comment, lookup: str):
        assert moderator.get(f"{CHANGELIST}?{lookup}").status_code == 400

    @pytest.mark.parametrize("question", ["salma@", "example.com", "198.51.100.77", "Netscape"])
    def test_search_finds_nothing_by_them(self, moderator: Client, comment: Comment, question: str):
        html = moderator.get(f"{CHANGELIST}?q={question}").content.decode()
        assert 'name="_selected_action"' not in html

    def test_an_order_by_them_does_not_exist(self, moderator: Client):
        for letter in ("b", "a"):
            make_comment(status="pending", email=f"{letter}@example.com")
        pages = [moderator.get(f"{CHANGELIST}?o={order}").content.decode() for order in ("email", "-email")]
        keys = [page.count('name="_selected_action"') for page in pages]
        assert keys == [2, 2]

    def test_log_messages_do_not_repeat_them(self, moderator: Client, comment: Comment):
        moderator.post(reverse("admin:comments_comment_change", args=[comment.pk]), {"text": "جديد"})
        entry = LogEntry.objects.get()
        for secret in PRIVATE:
            assert secret not in entry.object_repr + entry.change_message

    def test_deletion_pages_do_not_either(self, client: Client, comment: Comment):
        user = make_user(groups=("Moderators",))
        user.user_permissions.add(Permission.objects.get(codename="delete_comment"))
        client.force_login(user)
        pages = [
            client.get(reverse("admin:comments_comment_delete", args=[comment.pk])),
            client.post(CHANGELIST, {"action": "delete_selected", "_selected_action": [comment.pk]}),
        ]
        for page in pages:
            assert page.status_code == 200
            for secret in PRIVATE:
                assert secret not in page.content.decode()


class TestWith:
    def test_the_queue_and_the_comment_show_them(self, trusted: Client, comment: Comment):
        queue = trusted.get(CHANGELIST).content.decode()
        page = trusted.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
        assert "salma@example.com" in queue
        for known in ("salma@example.com", "198.51.100.77", "Netscape Navigator"):
            assert known in page

    def test_search_and_lookups_work(self, trusted: Client, comment: Comment):
        for query in ("q=salma@", "email__startswith=salma", "ip_address=198.51.100.77"):
            html = trusted.get(f"{CHANGELIST}?{query}").content.decode()
            assert f'name="_selected_action" value="{comment.pk}"' in html

    @pytest.mark.parametrize(
        "lookup", ["text__regex=(((", "text__regex=^(?:.?){18}~~~", "article__title__iregex=a", "name__contains=%00"]
    )
    def test_patterns_and_nul_are_refused(self, trusted: Client, comment: Comment, lookup: str):
        assert trusted.get(f"{CHANGELIST}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["status_digest__startswith=a", "folded=a"])
    def test_digests_are_looked_up_by_nobody(self, trusted: Client, lookup: str):
        assert trusted.get(f"{CHANGELIST}?{lookup}").status_code == 400


class TestLog:
    def test_no_entry_of_the_log_names_a_reader(self, client: Client):
        client.force_login(make_user(is_superuser=True))
        comment = make_comment(name="سلمى الحداد", text="نص خاص")
        regular = make_regular(name="سلمى الحداد")
        change = reverse("admin:comments_comment_change", args=[comment.pk])
        client.post(change, {"text": "نص آخر"})
        client.post(reverse("admin:comments_comment_delete", args=[comment.pk]), {"post": "yes"})
        client.post(reverse("admin:comments_regular_delete", args=[regular.pk]), {"post": "yes"})
        assert LogEntry.objects.count() == 3
        stored = str([*LogEntry.objects.values_list("object_repr", "change_message")])
        assert "سلمى" not in stored
        assert "نص" not in stored
