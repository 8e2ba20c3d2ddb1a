"""What one reader sends reaches no other reader, in each form in which caches were ever poisoned.

J. Kettle, "Practical Web Cache Poisoning" (2018) and "Web Cache Entanglement" (2020); H. Nguyen, "CPDoS" (2019);
O. Gil, "Web Cache Deception" (2017).
"""

import io
import ipaddress
from urllib.parse import quote

import pytest

from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db

EVIL = "evil.example"


@pytest.fixture
def innocent(new_process):
    """The page as a reader gets it where nobody did anything."""
    return new_process().get("/latest/").body


class TestHeaders:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("X_FORWARDED_HOST", EVIL),
            ("X_HOST", EVIL),
            ("X_FORWARDED_SERVER", EVIL),
            ("FORWARDED", f"host={EVIL};proto=https"),
            ("X_FORWARDED_PROTO", "https"),
            ("X_FORWARDED_SCHEME", "http"),
            ("X_FORWARDED_PORT", "1337"),
            ("X_FORWARDED_PREFIX", "/evil"),
            ("X_ORIGINAL_URL", "/admin/"),
            ("X_REWRITE_URL", "/admin/"),
            ("X_HTTP_METHOD_OVERRIDE", "POST"),
            ("X_FORWARDED_FOR", "203.0.113.9"),
            ("ACCEPT_LANGUAGE", "en"),
            ("ACCEPT", "application/json"),
            ("ACCEPT_ENCODING", "br, evil"),
            ("USER_AGENT", "<script>alert(1)</script>"),
            ("ORIGIN", f"https://{EVIL}"),
            ("REFERER", f"https://{EVIL}/"),
            ("COOKIE", "sessionid=evil; django_language=en; csrftoken=short"),
            ("AUTHORIZATION", "Basic ZXZpbDpldmls"),
            ("RANGE", "bytes=0-0"),
            ("IF_NONE_MATCH", '"evil"'),
            ("IF_MATCH", '"evil"'),
            ("CACHE_CONTROL", "no-cache"),
            ("TRANSFER_ENCODING", "chunked"),
            ("X_OVERSIZED", "a" * 20_000),
            ("X_META", "a\x01b"),
        ],
    )
    def test_a_header_of_the_first_reader_changes_nothing_for_the_next(self, reader, innocent, name, value):
        reader.get("/latest/", **{name: value})
        after = reader.get("/latest/")
        assert (after.status, after.body) == (200, innocent)

    def test_an_error_answer_is_not_kept(self, reader):
        assert reader.get("/latest/", HOST=EVIL).status == 400
        assert reader.get("/latest/").status == 200


class TestHost:
    @pytest.mark.parametrize("host", [EVIL, f"testserver.{EVIL}", f"{EVIL}:80", "testserver@evil", "", "testserver/x"])
    def test_foreign_hosts_get_no_page(self, reader, host):
        reader.get("/latest/")
        answer = reader.get("/latest/", HOST=host)
        assert (answer.status, answer.came_from) == (400, "")

    @pytest.mark.parametrize("host", ["testserver:1337", "TESTSERVER", "testserver.", "testserver:80"])
    def test_spellings_of_our_own_make_one_page_without_them(self, reader, innocent, host):
        answer = reader.get("/latest/", HOST=host)
        assert answer.body == innocent
        assert b"1337" not in answer.body

    def test_ports_do_not_fill_the_cache(self, reader):
        for port in range(300):
            reader.get("/about/", HOST=f"testserver:{port}")
        assert len(reader.application._memory.plain.pages) == 1

    def test_two_hosts_have_their_own_pages(self, reader, settings, new_process):
        settings.ALLOWED_HOSTS = ["testserver", "www.news.example"]
        reader = new_process()
        reader.get("/about/")
        assert reader.get("/about/", HOST="www.news.example").came_from == "miss"
        assert reader.get("/about/", HOST="www.news.example").came_from == "hit"


class TestAddress:
    def test_unkeyed_query_is_reflected_nowhere(self, reader):
        for query in (f"callback={EVIL}", f"utm_content={quote('<script>')}", f"x={EVIL}#{EVIL}"):
            assert EVIL not in reader.get(f"/latest/?{query}").text
        assert "<script>alert" not in reader.get("/latest/").text

    def test_cloaked_parameter_is_no_other_page(self, reader):
        # A cache and a framework that part a query differently can be made to disagree on its parameters.
        article = make_article().get_absolute_url()
        plain = reader.get(article).body
        for query in (
            "utm=1;order=newest",
            "utm=1%26order=newest",
            "utm=1%00&order",
            "ORDER=newest",
            "order[]=newest",
        ):
            assert reader.get(f"{article}?{query}").body == plain

    def test_declared_value_is_escaped_and_parts_pages(self, reader):
        attack = quote('"><script>alert(1)</script>')
        answer = reader.get(f"/latest/?before={attack}")
        assert "<script>alert" not in answer.text
        assert reader.get("/latest/").body != answer.body

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/x.css",
            "/comments/token/x.js",
            "/admin/login/;.css",
            "/search/style.css?q=x",
            "/admin/%2e%2e/latest/",
        ],
    )
    def test_no_suffix_makes_a_private_page_public(self, reader, path):
        assert reader.get(path).came_from == ""
        assert reader.get(path).came_from == ""

    @pytest.mark.parametrize("path", ["//latest/", "/latest//", "/./latest/", "/latest/..", "/latest/%00", "/LATEST/"])
    def test_other_spellings_of_a_path_are_other_addresses(self, reader, path):
        reader.get("/latest/")
        assert reader.get(path).status in {301, 404}

    def test_spellings_of_a_slug_in_unicode_are_one_page(self, reader):
        address = make_section(name="آداب وأسئلة").get_absolute_url()
        reader.get(address)
        # Alef with madda and with hamza, taken apart.
        apart = address.replace(quote("آ"), quote("ا\u0653")).replace(quote("أ"), quote("ا\u0654"))
        assert apart != address
        assert reader.get(apart).came_from == "hit"

    def test_bytes_that_are_no_utf8_are_left_to_django(self, reader):
        reader.application(minimal("/latest/\xff"), lambda status, headers: None)
        assert len(reader.application._memory.plain.pages) == 0


class TestScheme:
    @pytest.fixture
    def secure(self, settings, new_process):
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 1_000
        settings.TRUSTED_PROXIES = ()
        return new_process()

    def test_plain_request_is_redirected_though_the_page_is_warm(self, secure, settings):
        assert secure.application(minimal("/about/", scheme="https"), lambda *_: None)
        answer = secure.get("/about/")
        assert (answer.status, answer.headers["location"]) == (301, "https://testserver/about/")

    def test_redirect_is_kept_for_nobody(self, secure):
        assert secure.get("/about/").status == 301
        statuses = []
        secure.application(minimal("/about/", scheme="https"), lambda status, _: statuses.append(status))
        assert statuses == ["200 OK"]

    def test_scheme_that_nobody_vouches_for_is_not_believed(self, secure):
        assert secure.get("/about/", X_FORWARDED_PROTO="https").status == 301

    def test_trusted_proxy_tells_the_scheme(self, secure, settings, new_process):
        settings.TRUSTED_PROXIES = (ipaddress.ip_network("198.51.100.0/24"),)
        for state in ("miss", "hit"):
            answer = secure.get("/about/", X_FORWARDED_PROTO="https", X_FORWARDED_FOR="203.0.113.9")
            assert (answer.status, answer.came_from) == (200, state)
            assert answer.headers["strict-transport-security"] == "max-age=1000"
        assert secure.get("/about/", X_FORWARDED_PROTO="http").status == 301


def minimal(path: str, *, scheme: str = "http") -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
    }
