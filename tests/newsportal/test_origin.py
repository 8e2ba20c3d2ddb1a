import ipaddress

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsportal.env import env_networks
from newsportal.origin import (
    Origin,
    ProxyMiddleware,
    _client_and_scheme,
    absolute,
    client_address,
    network_of,
    origin_of,
)

LAN = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


def through_proxy(**meta):
    """Return the request as views see it behind ProxyMiddleware."""
    request = RequestFactory().post("/", **meta)
    ProxyMiddleware(lambda request: HttpResponse())(request)
    return request


class TestProxyMiddleware:
    @pytest.mark.parametrize("proxies", [(), LAN])
    def test_long_headers_are_not_remembered(self, settings, proxies):
        settings.TRUSTED_PROXIES = proxies
        _client_and_scheme.cache_clear()
        for number in range(20):
            through_proxy(
                REMOTE_ADDR="10.0.0.1",
                HTTP_X_FORWARDED_FOR=f"{number}{'a' * 50_000}, 192.0.2.7",
                HTTP_X_FORWARDED_PROTO=f"{number}{'a' * 50_000}, https",
            )
        assert _client_and_scheme.cache_info().currsize == 1

    def test_without_trusted_proxies_forwarding_headers_are_ignored_and_deleted(self):
        request = through_proxy(
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR="192.0.2.7",
            HTTP_X_FORWARDED_PROTO="https",
            HTTP_X_FORWARDED_HOST="evil.example",
            HTTP_FORWARDED="for=192.0.2.7",
        )
        assert client_address(request) == "10.0.0.1"
        assert request.scheme == "http"
        assert not [name for name in request.META if "FORWARDED" in name]

    @pytest.mark.parametrize(
        ("peer", "chain", "client"),
        [
            ("10.0.0.1", "192.0.2.7", "192.0.2.7"),
            ("10.0.0.1", "192.0.2.7, 10.0.0.9", "192.0.2.7"),
            # What the client wrote itself stands to the left of its address.
            ("10.0.0.1", "203.0.113.5, 192.0.2.7", "192.0.2.7"),
            ("10.0.0.1", "203.0.113.5, 192.0.2.7, 10.0.0.9", "192.0.2.7"),
            ("10.0.0.1", "10.3.3.3, 10.0.0.9", "10.3.3.3"),
            ("10.0.0.1", "", "10.0.0.1"),
            # Nobody vouches for a stranger's headers.
            ("198.51.100.4", "192.0.2.7", "198.51.100.4"),
            # Ports, brackets, zones and IPv4 wrapped in IPv6.
            ("10.0.0.1", "192.0.2.7:51234", "192.0.2.7"),
            ("10.0.0.1", "[2001:db8::7]:443", "2001:db8::7"),
            ("10.0.0.1", "fe80::7%eth0", "fe80::7"),
            ("::ffff:10.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"),
            ("fd00::1", "2001:DB8:0::7", "2001:db8::7"),
            # Nonsense ends the walk at the last machine that is known.
            ("10.0.0.1", "unknown", "10.0.0.1"),
            ("10.0.0.1", "192.0.2.7, <script>, 10.0.0.9", "10.0.0.9"),
            ("10.0.0.1", "192.0.2.7, ,,", "192.0.2.7"),
            ("10.0.0.1", "١٩٢.0.2.7", "10.0.0.1"),
            ("10.0.0.1", "1" * 9_000, "10.0.0.1"),
        ],
    )
    def test_client_is_the_first_untrusted_address_from_the_right(self, settings, peer, chain, client):
        settings.TRUSTED_PROXIES = LAN
        assert client_address(through_proxy(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=chain)) == client

    @pytest.mark.parametrize(
        ("chain", "schemes", "scheme"),
        [
            ("192.0.2.7", "https", "https"),
            ("192.0.2.7", "HTTPS", "https"),
            # The client claims https; the proxy that it reached says http.
            ("192.0.2.7", "https, http", "http"),
            # The outer proxy was reached by https, the inner one by http.
            ("192.0.2.7, 10.0.0.9", "https, http", "https"),
            ("192.0.2.7, 10.0.0.9", "https", "https"),
            ("", "https", "https"),
            ("192.0.2.7", "gopher", "http"),
            ("192.0.2.7", "", "http"),
        ],
    )
    def test_scheme_is_read_to_the_depth_of_the_client(self, settings, chain, schemes, scheme):
        settings.TRUSTED_PROXIES = LAN
        request = through_proxy(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=chain, HTTP_X_FORWARDED_PROTO=schemes)
        assert request.scheme == scheme

    def test_strangers_scheme_is_not_believed(self, settings):
        settings.TRUSTED_PROXIES = LAN
        assert through_proxy(REMOTE_ADDR="198.51.100.4", HTTP_X_FORWARDED_PROTO="https").scheme == "http"

    @pytest.mark.parametrize("peer", ["", "unix:", "localhost"])
    def test_peer_without_address_does_no_harm(self, settings, peer):
        settings.TRUSTED_PROXIES = LAN
        assert client_address(through_proxy(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="192.0.2.7")) == ""

    def test_networks_come_from_the_environment(self, settings, monkeypatch):
        monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, ::1")
        settings.TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
        assert client_address(through_proxy(REMOTE_ADDR="::1", HTTP_X_FORWARDED_FOR="192.0.2.7")) == "192.0.2.7"


class TestNetworkOf:
    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("", ""),
            ("nonsense", ""),
        ],
    )
    def test_network_of_an_address(self, address, network):
        assert network_of(address) == network


class TestOriginOf:
    @pytest.mark.parametrize(
        ("headers", "origin"),
        [
            # Sec-Fetch-Site decides where it is there.
            ({"HTTP_SEC_FETCH_SITE": "same-origin"}, Origin.OWN),
            ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://evil.example"}, Origin.OWN),
            ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://news.example"}, Origin.FOREIGN),
            ({"HTTP_SEC_FETCH_SITE": "same-site"}, Origin.FOREIGN),
            ({"HTTP_SEC_FETCH_SITE": "none"}, Origin.FOREIGN),
            ({"HTTP_SEC_FETCH_SITE": ""}, Origin.FOREIGN),
            # Then Origin.
            ({"HTTP_ORIGIN": "https://news.example"}, Origin.OWN),
            ({"HTTP_ORIGIN": "https://NEWS.example:443"}, Origin.OWN),
            ({"HTTP_ORIGIN": "http://testserver"}, Origin.OWN),
            ({"HTTP_ORIGIN": "https://testserver"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "http://news.example"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://news.example:8443"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://news.example.evil.example"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://news.example@evil.example"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "null", "HTTP_REFERER": "https://news.example/"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "", "HTTP_REFERER": "https://news.example/"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://["}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://news.example:port"}, Origin.FOREIGN),
            ({"HTTP_ORIGIN": "https://news.example", "HTTP_REFERER": "https://evil.example/"}, Origin.OWN),
            # Then Referer.
            ({"HTTP_REFERER": "https://news.example/news/1/%D8%B3/?page=2"}, Origin.OWN),
            ({"HTTP_REFERER": "http://testserver/"}, Origin.OWN),
            ({"HTTP_REFERER": "https://evil.example/https://news.example/"}, Origin.FOREIGN),
            ({"HTTP_REFERER": "nonsense"}, Origin.FOREIGN),
            # Then nobody knows.
            ({"HTTP_REFERER": ""}, Origin.UNKNOWN),
            ({}, Origin.UNKNOWN),
        ],
    )
    def test_ladder(self, settings, headers, origin):
        settings.SITE_URL = "https://news.example"
        assert origin_of(RequestFactory().post("/", **headers)) is origin

    def test_host_that_is_not_allowed_is_foreign(self):
        request = RequestFactory().post("/", HTTP_HOST="evil.example", HTTP_ORIGIN="http://evil.example")
        assert origin_of(request) is Origin.FOREIGN

    def test_without_site_url_the_own_host_counts_and_null_does_not(self, settings):
        settings.SITE_URL = ""
        assert origin_of(RequestFactory().post("/", HTTP_ORIGIN="http://testserver")) is Origin.OWN
        assert origin_of(RequestFactory().post("/", HTTP_ORIGIN="null")) is Origin.FOREIGN


class TestAbsolute:
    def test_path_stands_behind_site_url_in_ascii(self, settings):
        settings.SITE_URL = "https://news.example"
        assert absolute("/news/1/سلام/") == "https://news.example/news/1/%D8%B3%D9%84%D8%A7%D9%85/"
        assert absolute("/news/1/%D8%B3/?page=2#a") == "https://news.example/news/1/%D8%B3/?page=2#a"

    def test_address_with_a_host_stays(self, settings):
        settings.SITE_URL = "https://news.example"
        assert absolute("https://media.example/pictures/a.jpg") == "https://media.example/pictures/a.jpg"
