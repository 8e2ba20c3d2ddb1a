from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from comments.checks import check_client_addresses, check_trust
from tests.factories import make_comment


def ids() -> list[str | None]:
    return [message.id for message in check_client_addresses()]


@pytest.mark.django_db
class TestClientAddresses:
    @pytest.mark.parametrize("address", ["10.0.0.5", "127.0.0.1", "192.168.1.1", "::1", "fd00::1"])
    def test_one_private_address_for_all_is_a_proxy(self, address: str):
        for _ in range(3):
            make_comment(ip_address=address)
        assert ids() == ["comments.W001"]

    def test_different_or_public_addresses_are_readers(self):
        assert ids() == []
        make_comment(ip_address="8.8.8.8")
        assert ids() == []
        make_comment(ip_address="10.0.0.5")
        assert ids() == []

    def test_comments_without_an_address_say_nothing(self):
        make_comment(ip_address=None)
        make_comment(ip_address="10.0.0.5")
        assert ids() == ["comments.W001"]

    def test_only_check_deploy_asks(self):
        make_comment(ip_address="10.0.0.5")
        said, said_on_deploy = StringIO(), StringIO()
        call_command("check", "--tag=security", stderr=said)
        call_command("check", "--tag=security", "--deploy", stderr=said_on_deploy)
        assert "comments.W001" not in said.getvalue()
        assert "comments.W001" in said_on_deploy.getvalue()

    def test_before_the_first_migration_it_says_nothing(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE comments_comment RENAME TO elsewhere")
        assert ids() == []


class TestTrust:
    @pytest.mark.parametrize(
        ("after", "has_mail", "found"), [(3, False, ["comments.W002"]), (3, True, []), (0, False, [])]
    )
    def test_trust_needs_letters(self, settings, after: int, has_mail: bool, found: list[str]):
        settings.COMMENTS_TRUST_AFTER, settings.EMAIL_IS_ON = after, has_mail
        assert [message.id for message in check_trust()] == found
