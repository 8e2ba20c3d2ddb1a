import base64
import hashlib
import logging

import pytest
from django.http import HttpResponse

from newsportal.tokens import WithoutTokens, digest_of, make_token, private_page


class TestMakeToken:
    def test_token_is_32_random_bytes_and_comes_with_its_digest(self):
        token, digest = make_token()
        assert len(base64.urlsafe_b64decode(token + "=")) == 32
        assert digest == hashlib.sha256(token.encode()).hexdigest()

    def test_no_token_comes_twice(self):
        assert len({make_token()[0] for _ in range(100)}) == 100


class TestDigestOf:
    @pytest.mark.parametrize("junk", ["", "\x00", "\ud800", "سلام", "a" * 100_000])
    def test_junk_has_a_digest(self, junk):
        assert len(digest_of(junk)) == 64


class TestPrivatePage:
    def test_answer_stays_out_of_caches_search_and_logs(self):
        response = private_page(HttpResponse(headers={"Cache-Control": "public"}))
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert response["Referrer-Policy"] == "strict-origin"


class TestLog:
    def test_no_line_opens_a_secret_link(self, caplog):
        token, _ = make_token()
        paths = [
            "/comments/{}/edit/",
            "/en/comments/{}/",
            "/mail/confirm/{}/",
            "/mail/unsubscribe/{}/",
            "/privacy/mine/{}/",
        ]
        caplog.handler.addFilter(WithoutTokens())
        for path in paths:
            logging.getLogger("django.request").warning("%s: %s", "Conflict", path.format(token))
        assert token not in caplog.text
        assert caplog.text.count("/…/") == len(paths)

    def test_the_portal_s_own_log_goes_through_it(self, settings):
        handlers = settings.LOGGING["handlers"].values()
        assert all("without_tokens" in handler["filters"] for handler in handlers)

    def test_other_lines_stay(self, caplog):
        caplog.handler.addFilter(WithoutTokens())
        logging.getLogger("django.request").warning("Not Found: %s, %d", "/news/7/comments/12/", 3)
        assert "Not Found: /news/7/comments/12/, 3" in caplog.text
