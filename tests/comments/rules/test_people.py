"""Rules about who writes: guarded names, known readers, restrictions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.demo.load import read
from comments.models import Comment
from comments.rules import people, registry
from comments.rules.registry import labels, verdict_of
from comments.rules.rule import Submission, Verdict
from comments.rules.words import lists
from newsportal import generations
from tests.comments.posting import post
from tests.factories import make_article, make_author, make_regular, make_restriction, make_user

pytestmark = pytest.mark.django_db

INNOCENT = [
    *("محمد", "أحمد علي", "سلمى", "رنا", "ياسر", "هالة", "نبيل", "سلمى السعيد", "طارق", "أبو محمد", "أم خالد", "ضحى"),
    *("عبد الله", "نورة العتيبي", "خالد بن الوليد", "د. سامي", "م. علي حسن", "أستاذ جامعي", "قارئ من عمّان"),
    *("مواطن", "مغترب في كندا", "فاطمة الزهراء", "يوسف 1990", "ابن النيل", "رنا الوراقة", "مديرة مدرسة"),
    *("محررة لغوية", "John", "Ahmed99", "Salma H.", "Edith", "Adam", "Eddy", "Modesta", "Nadia", "José", "Иван"),
    *("Ali7", "O'Brien"),
]


def judged(name: str = "سلمى", email: str = "salma@example.com", network: str = "") -> list[str]:
    """Return the codes by which a comment of this sender is received."""
    return [
        rule.code for rule in registry.judge(Submission(Comment(name=name, email=email, network=network, text="نص")))
    ]


@pytest.fixture
def demo_people() -> None:
    for author in read("newsroom")["authors"]:
        make_author(name=author["name"])
    for username in ("editor", "moderator", "admin"):
        make_user(username=username)


class TestInnocentNames:
    @pytest.mark.parametrize("name", INNOCENT)
    def test_none_is_held(self, demo_people: None, name: str):
        assert judged(name) == []

    def test_part_of_a_name_is_another_name(self):
        make_user(username="m.alali", first_name="محمد", last_name="العلي")
        make_author(name="سلمى القنديل"), make_regular(name="رنا الحسن")
        for name in ("محمد", "العلي", "سلمى", "القنديل", "رنا", "الحسن", "محمد العليمي"):
            assert judged(name) == []


class TestName:
    @pytest.mark.parametrize(
        "name",
        [
            *("رنا الورّاق", "رنـا الوراق.", "أ. رنا الورّاق", "رناالوراق", "editor", "Еditоr", "a d m i n", "4dmin"),
            *("الضحى", "صحيفة «الضحى»", "(هيئة التحرير)", "المـحـرر", "Moderator", "إدارة الموقع", "رئيس  التحرير"),
        ],
    )
    def test_names_of_the_newsroom_are_held(self, demo_people: None, name: str):
        assert judged(name) == ["name"]

    def test_full_names_of_accounts_are_held(self):
        make_user(username="x1", first_name="محمد", last_name="العلي")
        assert judged("محمّد العلى") == ["name"]

    @pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
    def test_accounts_that_do_not_work_here_guard_nothing(self, fields: dict[str, bool]):
        make_user(username="nadim", **fields)
        assert judged("Nadim") == []

    def test_it_is_held_and_labelled(self, client: Client):
        make_author(name="ليلى حداد")
        post(client, make_article(), name="\u2067ليلى حداد")
        comment = Comment.objects.get()
        assert (comment.name, comment.status, comment.held_because) == ("ليلى حداد", "pending", "name")
        assert labels(comment.held_because) == ["اسم يخص غيره"]

    def test_a_known_readers_name_with_another_email_is_held(self):
        make_regular(name="نجوى السعيد", email="najwa@example.com")
        for name in ("نجوي السعيد", "نجوى السعيد 2", "د. نجوى السعيد"):
            assert judged(name, "other@example.com") == ["name"]


class TestKnownName:
    @pytest.mark.parametrize("name", ["نجوى السعيد", "نجوي  السعيد", "د. نجوى السعيد"])
    def test_the_kept_email_passes_and_is_told(self, name: str):
        make_regular(name="نجوى السعيد", email="najwa@example.com")
        assert judged(name, "najwa@example.com") == ["known_name"]

    def test_its_label_holds_nothing(self, client: Client):
        make_regular(name="سلمى", email="salma@example.com")
        post(client, make_article())
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("pending", "known_name")
        assert verdict_of([people.KNOWN_NAME]) is Verdict.PASS
        assert verdict_of([people.KNOWN_NAME, people.NAME]) is Verdict.HOLD
        assert labels("known_name") == ["قارئ معروف ببريده"]

    def test_a_name_with_digits_kept_for_its_author_is_not_like_another(self):
        make_regular(name="سلمى", email="salma@example.com")
        make_regular(name="سلمى 90", email="other@example.com")
        assert judged("سلمى 90", "other@example.com") == ["known_name"]

    def test_a_reader_whose_name_the_newsroom_took_later_is_held_with_both_labels(self):
        make_regular(name="نجوى السعيد", email="najwa@example.com"), make_author(name="نجوى السعيد")
        assert judged("نجوى السعيد", "najwa@example.com") == ["name", "known_name"]


class TestRestricted:
    @pytest.mark.parametrize(("kind", "code"), [("hold", "always_held"), ("ban", "banned")])
    def test_an_email_is_found(self, kind: str, code: str):
        make_restriction(kind=kind, email="Salma@Example.com")
        assert judged(email="salma@example.com") == [code]
        assert judged(email="salma2@example.com") == []

    @pytest.mark.parametrize(
        ("restricted", "inside", "outside"),
        [
            ("203.0.113.7", ["203.0.113.7"], ["203.0.113.8", "2001:db8::/64", ""]),
            ("203.0.113.0/24", ["203.0.113.0", "203.0.113.255"], ["203.0.112.255", "203.0.114.0", ""]),
            ("203.0.0.0/16", ["203.0.0.0", "203.0.255.255"], ["203.1.0.0", "cb00::/64"]),
            ("2001:db8:1:2::/64", ["2001:db8:1:2::/64"], ["2001:db8:1:3::/64", "203.0.113.7"]),
            ("2001:db8::/32", ["2001:db8:ffff:2::/64"], ["2001:db9::/64", "32.1.13.184"]),
        ],
    )
    def test_a_network_is_found_with_all_in_it(self, restricted: str, inside: list[str], outside: list[str]):
        make_restriction(network=restricted)
        assert [judged(network=network) for network in inside] == [["always_held"]] * len(inside)
        assert [judged(network=network) for network in outside] == [[]] * len(outside)

    def test_an_email_or_the_network_is_enough(self):
        make_restriction(email="salma@example.com", network="203.0.113.7")
        assert judged(network="198.51.100.1") == ["always_held"]
        assert judged(email="other@example.com", network="203.0.113.7") == ["always_held"]

    def test_what_is_banned_lies_among_the_spam_and_its_author_reads_no_more(self, client: Client):
        make_restriction(kind="ban")
        answer = post(client, make_article())
        assert answer.status_code == 303
        assert Comment.objects.values_list("status", "held_because").get() == ("spam", "banned")
        page = client.get(answer["Location"]).content.decode()
        assert "لم يُنشر تعليقك." in page
        assert "محظور" not in page

    def test_an_end_passes_by_itself(self, monkeypatch):
        end = timezone.now() + timedelta(hours=1)
        make_restriction(ends_at=end)
        assert judged() == ["always_held"]
        monkeypatch.setattr(people.timezone, "now", lambda: end)
        assert judged() == []

    def test_the_latest_end_counts(self):
        now = timezone.now()
        make_restriction(ends_at=now - timedelta(hours=1)), make_restriction(ends_at=now + timedelta(hours=1))
        assert judged() == ["always_held"]
        make_restriction(network="203.0.113.0/24"), make_restriction(network="203.0.113.0/24", ends_at=now)
        assert judged("رنا", "rana@example.com", "203.0.113.9") == ["always_held"]


class TestKept:
    def test_who_is_known_is_read_once(self, django_assert_num_queries):
        make_author(), make_regular(), make_restriction(), make_user()
        lists()
        with django_assert_num_queries(4):
            judged("أحدهم", "a@example.com")
        with django_assert_num_queries(0):
            judged("آخر", "b@example.com", "203.0.113.1")

    def test_changes_of_readers_are_obeyed_at_once(self, django_capture_on_commit_callbacks):
        regular, restriction = make_regular(), make_restriction()
        assert judged("نجوى السعيد", "salma@example.com") == ["name", "always_held"]
        with django_capture_on_commit_callbacks(execute=True):
            regular.delete()
            restriction.kind = "ban"
            restriction.save()
        assert judged("نجوى السعيد", "salma@example.com") == ["banned"]
        with django_capture_on_commit_callbacks(execute=True):
            type(restriction).objects.filter(pk=restriction.pk).delete()
        assert judged("نجوى السعيد", "salma@example.com") == []
        with django_capture_on_commit_callbacks(execute=True):
            type(regular).objects.create(name="نجوى السعيد", email="najwa@example.com")
        assert judged("نجوى السعيد", "salma@example.com") == ["name"]
        with django_capture_on_commit_callbacks(execute=True):
            type(regular).objects.update(email="salma@example.com")
        assert judged("نجوى السعيد", "salma@example.com") == ["known_name"]

    def test_a_new_byline_is_guarded_at_once(self, django_capture_on_commit_callbacks):
        assert judged("ليلى حداد") == []
        with django_capture_on_commit_callbacks(execute=True):
            make_author(name="ليلى حداد")
        assert judged("ليلى حداد") == ["name"]

    def test_a_new_row_outside_a_change_waits_for_the_next_one(self):
        judged()
        User.objects.create_user("layla", is_staff=True)
        assert judged("Layla") == []
        generations.forget()
        assert judged("Layla") == ["name"]
