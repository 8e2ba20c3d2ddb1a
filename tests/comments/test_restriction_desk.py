"""Restricting readers at the desk, from a comment or by hand."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Restriction
from tests.comments.test_rights import give
from tests.factories import make_comment, make_restriction, make_user

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:comments_restriction_changelist"), reverse("admin:comments_restriction_add")


@pytest.fixture
def comment() -> Comment:
    return make_comment(email="salma@example.com", network="203.0.113.7", ip_address="203.0.113.7")


def page_of(row: Any, name: str = "change") -> str:
    return reverse(f"admin:comments_{row._meta.model_name}_{name}", args=[row.pk])


def from_comment(comment: Comment) -> str:
    return f"{ADD}?comment={comment.pk}"


def terms(**changes: Any) -> dict[str, Any]:
    return {"kind": "hold", "until": "", "reason": "شتائم متكررة", **changes}


def rows_of(client: Client, **query: str) -> list[int]:
    html = client.get(LIST, query).content.decode()
    return [int(key) for key in re.findall(r'name="_selected_action" value="(\d+)"', html)]


class TestFromAComment:
    @pytest.mark.parametrize(
        ("concerns", "stored"),
        [
            ("email", ("salma@example.com", "")),
            ("network", ("", "203.0.113.7")),
            ("both", ("salma@example.com", "203.0.113.7")),
        ],
    )
    def test_a_moderator_restricts_its_author(self, moderator: Client, comment: Comment, concerns: str, stored: Any):
        assert f'<a href="{from_comment(comment)}">' in moderator.get(page_of(comment)).content.decode()
        form = moderator.get(from_comment(comment)).content.decode()
        assert f"<bdi>{comment.name}</bdi>" in form
        answer = moderator.post(from_comment(comment), terms(concerns=concerns, kind="ban", until="2030-12-31"))
        assert answer["Location"] == page_of(comment)
        row = Restriction.objects.get()
        assert (row.email, row.network) == stored
        assert (row.kind, row.reason, row.ends_at) == ("ban", "شتائم متكررة", datetime(2030, 12, 31, 21, tzinfo=UTC))
        assert row.by is not None

    def test_no_page_of_it_tells_an_address(self, moderator: Client, comment: Comment):
        moderator.post(from_comment(comment), terms(concerns="both"))
        row = Restriction.objects.get()
        again = moderator.post(page_of(row), terms(kind="ban", email="x@example.com", network="198.51.100.0/24"))
        assert again.status_code == 302
        names = ("change", "delete", "history")
        pages = [LIST, f"{LIST}?q=salma", from_comment(comment), page_of(comment), reverse("admin:index")]
        selected = {"action": "delete_selected", "_selected_action": [row.pk]}
        answers = [
            *map(moderator.get, [*pages, *(page_of(row, name) for name in names)]),
            moderator.post(LIST, selected),
        ]
        for answer in answers:
            assert answer.status_code == 200
            for secret in ("salma@", "203.0.113.7", "198.51.100", "x@example.com"):
                assert secret not in answer.content.decode()
        assert "s•••@e•••.com" in moderator.get(LIST).content.decode()
        for entry in LogEntry.objects.all():
            assert "salma" not in entry.object_repr + entry.change_message
        row.refresh_from_db()
        assert (row.kind, row.email, row.network) == ("ban", "salma@example.com", "203.0.113.7")

    def test_what_is_not_known_is_not_offered(self, moderator: Client):
        comment = make_comment(network="")
        form = moderator.get(from_comment(comment)).content.decode()
        assert 'value="email"' in form
        assert 'value="network"' not in form
        assert moderator.post(from_comment(comment), terms(concerns="network")).status_code == 200
        assert not Restriction.objects.exists()

    def test_a_comment_without_address_leads_nowhere(self, moderator: Client):
        comment = make_comment(email="")
        assert from_comment(comment) not in moderator.get(page_of(comment)).content.decode()
        assert moderator.get(from_comment(comment)).status_code == 404

    @pytest.mark.parametrize("key", ["", "x", "999", "9" * 40, "-1", "²"])
    def test_nonsense_is_not_found(self, moderator: Client, key: str):
        assert moderator.get(ADD, {"comment": key}).status_code == 404

    def test_a_reason_is_asked_for_and_nothing_is_lost(self, moderator: Client, comment: Comment):
        answer = moderator.post(from_comment(comment), terms(concerns="both", reason="\u200b", until="2999-01-02"))
        html = answer.content.decode()
        assert "اكتب السبب" in html
        assert 'value="2999-01-02"' in html
        assert not Restriction.objects.exists()

    def test_a_day_that_is_over_is_refused(self, moderator: Client, comment: Comment):
        yesterday = timezone.localdate() - timedelta(days=1)
        answer = moderator.post(from_comment(comment), terms(concerns="email", until=f"{yesterday:%Y-%m-%d}"))
        assert "انقضى هذا اليوم" in answer.content.decode()
        today = timezone.localdate()
        moderator.post(from_comment(comment), terms(concerns="email", until=f"{today:%Y-%m-%d}"))
        assert not Restriction.objects.get().has_ended

    def test_the_rights_are_asked_for(self, client: Client, comment: Comment):
        client.force_login(give(make_user(), "view_comment", "view_restriction"))
        assert from_comment(comment) not in client.get(page_of(comment)).content.decode()
        assert client.get(from_comment(comment)).status_code == 403
        client.force_login(give(make_user(), "add_restriction"))
        assert client.get(from_comment(comment)).status_code == 403


class TestPageOfAComment:
    def test_reasons_in_force_are_shown(self, moderator: Client, comment: Comment):
        make_restriction(reason="تهديد"), make_restriction(network="203.0.113.0/24", reason="إعلانات")
        make_restriction(ends_at=timezone.now(), reason="قديم"), make_restriction(email="o@example.com", reason="غيره")
        html = moderator.get(page_of(comment)).content.decode()
        # Whose network it is would tell which comments came from there.
        for reason, is_shown in (("تهديد", True), ("إعلانات", False), ("قديم", False), ("غيره", False)):
            assert (f"<bdi>{reason}</bdi>" in html) is is_shown

    def test_those_of_a_network_are_shown_to_who_may_see_it(self, trusted: Client, comment: Comment):
        make_restriction(network="203.0.113.0/24", reason="إعلانات")
        assert "<bdi>إعلانات</bdi>" in trusted.get(page_of(comment)).content.decode()

    def test_a_day_beyond_reason_is_refused_at_its_field(self, moderator: Client, comment: Comment):
        answer = moderator.post(from_comment(comment), terms(concerns="email", until="9999-12-31"))
        assert "السنوات العشر القادمة" in answer.content.decode()
        assert not Restriction.objects.exists()

    def test_without_the_right_they_are_not(self, client: Client, comment: Comment):
        make_restriction(reason="تهديد")
        client.force_login(give(make_user(), "view_comment"))
        assert "تهديد" not in client.get(page_of(comment)).content.decode()


class TestByHand:
    def test_who_sees_addresses_types_them(self, trusted: Client):
        typed = terms(email=" Salma@Example.com", network="203.0.113.9/24")
        assert trusted.post(ADD, typed)["Location"] == LIST
        row = Restriction.objects.get()
        assert (row.email, row.network, row.ends_at) == ("salma@example.com", "203.0.113.0/24", None)
        html = trusted.get(LIST).content.decode()
        assert "salma@example.com" in html
        assert "203.0.113.0/24" in html
        assert trusted.post(page_of(row), terms(email="", network="٢٠٣.٠.١١٣.٧")).status_code == 302
        row.refresh_from_db()
        assert (row.email, row.network) == ("", "203.0.113.7")

    def test_others_may_not(self, moderator: Client):
        assert moderator.get(ADD).status_code == 403
        assert moderator.post(ADD, terms(email="salma@example.com")).status_code == 403
        assert ADD not in moderator.get(LIST).content.decode()

    @pytest.mark.parametrize(
        ("network", "says"),
        [
            ("0.0.0.0/0", "بلداناً كاملة"),
            ("::/0", "بلداناً كاملة"),
            ("all", "اكتب عنواناً"),
        ],
    )
    def test_what_is_no_network_comes_back(self, trusted: Client, network: str, says: str):
        answer = trusted.post(ADD, terms(network=network))
        assert answer.status_code == 200
        assert says in answer.content.decode()
        assert not Restriction.objects.exists()

    def test_somebody_has_to_be_named(self, trusted: Client):
        assert "اذكر بريداً إلكترونياً أو شبكة." in trusted.post(ADD, terms(email="", network="")).content.decode()


class TestList:
    def test_the_latest_stands_first_and_what_ended_says_so(self, moderator: Client):
        new = make_restriction(ends_at=datetime(2026, 3, 5, 21, tzinfo=UTC))
        old = make_restriction(at=timezone.now() - timedelta(days=1))
        assert rows_of(moderator) == [new.pk, old.pk]
        assert rows_of(moderator, o="6") == [old.pk, new.pk]
        html = moderator.get(LIST).content.decode()
        assert '<span class="ended">انتهى: الخميس 5\xa0مارس 2026</span>' in html
        assert "بلا نهاية" in html

    def test_who_sees_addresses_searches_by_them(self, trusted: Client):
        by_email, wide = make_restriction(), make_restriction(network="203.0.113.0/24")
        assert rows_of(trusted, q="Salma@example.com") == [by_email.pk]
        assert rows_of(trusted, q="203.0.113.9") == [wide.pk]
        assert rows_of(trusted, q="nonsense") == []

    @pytest.mark.parametrize("lookup", ["email__startswith=s", "network=203.0.113.7", "email=salma@example.com"])
    def test_others_look_nothing_up(self, moderator: Client, lookup: str):
        make_restriction()
        assert moderator.get(f"{LIST}?{lookup}").status_code == 400

    def test_an_order_or_a_search_tells_others_nothing(self, moderator: Client):
        rows = [make_restriction(email=f"{letter}@example.com").pk for letter in ("b", "a")]
        for query in ({"o": "2"}, {"o": "-2"}, {"q": "a@example.com"}):
            assert sorted(rows_of(moderator, **query)) == rows

    def test_who_may_only_view_reads_the_terms(self, client: Client):
        row = make_restriction(reason="تهديد", ends_at=datetime(2030, 12, 31, 21, tzinfo=UTC))
        client.force_login(give(make_user(), "view_restriction"))
        html = client.get(page_of(row)).content.decode()
        for shown in ("تهديد", "31\xa0ديسمبر 2030", "s•••@e•••.com"):
            assert shown in html
        assert client.post(page_of(row), terms(reason="لا شيء")).status_code == 403

    def test_editors_of_stories_see_none(self, client: Client):
        row = make_restriction()
        client.force_login(make_user(groups=("Editors",)))
        for page in (LIST, ADD, page_of(row), page_of(row, "delete")):
            assert client.get(page).status_code == 403

    def test_a_moderator_takes_them_back(self, moderator: Client):
        first, second = make_restriction(), make_restriction()
        assert moderator.post(page_of(first, "delete"), {"post": "yes"}).status_code == 302
        moderator.post(LIST, {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"})
        assert not Restriction.objects.exists()
