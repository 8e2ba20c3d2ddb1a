import base64
import hashlib

import pytest
from django.http import HttpResponse

from newsportal.tokens import digest_of, make_token, private_page


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
