import pytest
from django.core.exceptions import ValidationError

from comments.networks import names_around, network_from, reach_of


class TestNetworkFrom:
    @pytest.mark.parametrize(
        ("typed", "network"),
        [
            *[("203.0.113.7", "203.0.113.7"), (" 203.0.113.7/32 ", "203.0.113.7"), ("٢٠٣.٠.١١٣.٧", "203.0.113.7")],
            *[("203.0.113.7/24", "203.0.113.0/24"), ("203.0.0.0/16", "203.0.0.0/16")],
            *[("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("2001:DB8:1:2::/64", "2001:db8:1:2::/64")],
            *[("2001:db8:1:2:3::/96", "2001:db8:1:2::/64"), ("2001:db8::/32", "2001:db8::/32")],
            *[("::ffff:203.0.113.7", "203.0.113.7"), ("203.0.113.0/255.255.255.0", "203.0.113.0/24")],
        ],
    )
    def test_it_is_named_as_comments_name_theirs(self, typed: str, network: str):
        assert network_from(typed) == network
        assert network_from(network) == network

    @pytest.mark.parametrize("typed", ["0.0.0.0/0", "203.0.0.0/15", "::/0", "2001:db8::/31"])
    def test_what_holds_a_country_is_refused(self, typed: str):
        with pytest.raises(ValidationError) as error:
            network_from(typed)
        assert error.value.code == "too_wide"

    @pytest.mark.parametrize(
        "typed",
        ["", "x", "203.0.113", "203.0.113.7/33", "203.0.113.7/", "fe80::1%eth0", "salma@example.com", "1.2.3.4/x"],
    )
    def test_what_is_no_network_is_refused(self, typed: str):
        with pytest.raises(ValidationError) as error:
            network_from(typed)
        assert error.value.code == "invalid"


class TestNamesAround:
    def test_all_that_may_be_restricted_and_hold_it(self):
        names = list(names_around("203.0.113.7"))
        assert (names[0], names[1], names[-1], len(names)) == ("203.0.113.7", "203.0.113.6/31", "203.0.0.0/16", 17)
        names = list(names_around("2001:db8:1:2::/64"))
        assert (names[0], names[-1], len(names)) == ("2001:db8:1:2::/64", "2001:db8::/32", 33)

    def test_nothing_is_around_nothing(self):
        assert list(names_around("")) == []


def test_a_reach_is_what_addresses_begin_with():
    assert reach_of("203.0.113.0/24") == (4, 24, 0xCB0071)
    assert reach_of("203.0.113.7").bits == 32
