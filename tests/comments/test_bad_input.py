"""Whatever comes in: a readable answer, never an error of ours, and nothing stored by halves."""

from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comments.mail.links import Purpose, make_link
from comments.models import Comment, Move
from tests.comments.posting import fields, post
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

FIELDS = ["comment", "name", "email", "website", "parent", "topic", "remember", "may_be_named"]
OWN = {"Sec-Fetch-Site": "same-origin"}

HOSTILE = {
    "nul": "a\x00b",
    "controls": "".join(map(chr, range(32))),
    "bidi": "\u202eabc\u2066\u2067\u2068",
    "marks": "ا" + "\u0651" * 20_000,
    "long": "أ" * 50_000,
    "newlines": "a\r\nBcc: b@example.com\r\n\r\nc",
    "markup": "\"><script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %}%s%(x)d",
    "quotes": "' OR 1=1 --",
    "noncharacters": "\ufdd0\uffff\U0001fffe",
    "astral": "😀" * 300,
    "replacement": "\ufffd",
}


class TestFields:
    @pytest.mark.parametrize("name", FIELDS)
    @pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
    def test_any_text_in_any_field(self, client: Client, name: str, value: str):
        article = make_article()
        answer = post(client, article, **{name: value})
        assert answer.status_code in {303, 422}
        stored = Comment.objects.count()
        assert stored == (answer.status_code == 303)
        assert Move.objects.count() == stored
        assert Comment.objects.exclude(path="").count() == stored
        page = client.get(answer["Location"]) if stored else answer
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "\x00" not in html

    def test_a_long_text_comes_back_whole(self, client: Client):
        text = "أ" * 20_000
        answer = post(client, make_article(), comment=text)
        assert answer.status_code == 422
        assert f"{text}</textarea>" in answer.content.decode()

    @pytest.mark.parametrize("name", FIELDS)
    def test_a_missing_field(self, client: Client, name: str):
        data = fields()
        data.pop(name, None)
        answer = client.post(f"/news/{make_article().pk}/comments/", data, headers=OWN)
        assert answer.status_code == (422 if name in {"comment", "name", "email"} else 303)

    @pytest.mark.parametrize("name", FIELDS)
    def test_a_field_twice(self, client: Client, name: str):
        data = {**fields(), name: ["a@b.example", "b@c.example"]}
        answer = client.post(f"/news/{make_article().pk}/comments/", data, headers=OWN)
        assert answer.status_code in {303, 422}

    def test_bidi_controls_leave_the_name(self, client: Client):
        post(client, make_article(), name="أح\u202eمد\u2067 علي")
        assert Comment.objects.get().name == "أحمد علي"


class TestBodies:
    def post_raw(self, client: Client, body: bytes, content_type: str) -> int:
        address = f"/news/{make_article().pk}/comments/"
        # Unlike post(), generic() sends the bytes as they are.
        answer = client.generic("POST", address, body, content_type=content_type, headers=OWN)
        assert "<html" in answer.content.decode() or answer.status_code == 303
        return answer.status_code

    @pytest.mark.parametrize("raw", [b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xf8\x88\x80\x80\x80", b"\x00"])
    def test_invalid_utf_8(self, client: Client, raw: bytes):
        body = b"comment=" + quote_from_bytes(raw + "نص".encode()).encode()
        body += b"&name=a&email=a%40b.example"
        assert self.post_raw(client, body, "application/x-www-form-urlencoded") == 303
        assert Comment.objects.get().text.endswith("نص")

    @pytest.mark.parametrize("charset", ["utf-16", "utf-7", "raw_unicode_escape", "unicode_escape", "no-such"])
    def test_another_encoding_is_not_believed(self, client: Client, charset: str):
        body = b"comment=\\ud800+2AA-&name=a&email=a%40b.example"
        assert self.post_raw(client, body, f"application/x-www-form-urlencoded; charset={charset}") == 303
        parts = b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"comment": "\\ud800 +2AA-", "name": "b", "email": "b@b.example"}.items()
        )
        body = parts + b"--x--\r\n"
        assert self.post_raw(client, body, f"multipart/form-data; boundary=x; charset={charset}") == 303
        assert not [text for text in Comment.objects.values_list("text", flat=True) if "\ud800" in text]

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/json", b'{"comment": "a"}'),
            ("text/plain", b"comment=a"),
            ("", b"comment=a"),
            ("application/x-www-form-urlencoded", b""),
            ("application/x-www-form-urlencoded", b"%%%&&&==="),
            ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
            ("multipart/form-data", b"comment=a"),
            ("multipart/form-data; boundary=\xff", b"comment=a"),
            ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(3000))),
        ],
    )
    def test_a_body_that_is_no_form(self, client: Client, content_type: str, body: bytes):
        assert self.post_raw(client, body, content_type) == 422

    @pytest.mark.parametrize("length", ["", "x", "-5", "99999999999999999999"])
    def test_a_lying_content_length(self, client: Client, length: str):
        answer = client.post(f"/news/{make_article().pk}/comments/", fields(), headers=OWN, CONTENT_LENGTH=length)
        assert answer.status_code in {413, 422, 303}

    def test_a_file_is_no_text(self, client: Client):
        data = {**fields(), "comment": SimpleUploadedFile("a.txt", b"a")}
        assert client.post(f"/news/{make_article().pk}/comments/", data, headers=OWN).status_code == 422


class TestAddresses:
    @pytest.mark.parametrize("article", ["0", "-1", str(2**63), "9" * 40, "x", "1%00"])
    def test_an_impossible_article_is_404(self, client: Client, article: str):
        assert client.post(f"/news/{article}/comments/", fields(), headers=OWN).status_code == 404
        assert client.get(f"/news/{article}/comments/1/").status_code == 404

    @pytest.mark.parametrize("comment", ["0", str(2**63), "9" * 40, "x"])
    def test_an_impossible_comment_is_404(self, client: Client, comment: str):
        answer = client.get(f"/news/{make_article().pk}/comments/{comment}/")
        assert answer.status_code in {301, 404}

    @pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000, "%00", "%ED%A0%80", "%FF", "\u202e"])
    def test_a_forged_token_is_404(self, client: Client, token: str):
        assert client.get(f"/comments/{token}/").status_code == 404


class TestOwnPages:
    """The forms behind secret links take what comes as the form below a story does."""

    def addresses(self) -> list[str]:
        comment = make_comment(status="pending", email="salma@example.com")
        tokens = [make_link(purpose, email="salma@example.com", comment=comment) for purpose in Purpose]
        return [
            *(f"/comments/{comment.token}/{deed}/" for deed in ("edit", "notify")),
            *(f"/mail/confirm/{token}/" for token in tokens[:2]),
            *(f"/mail/unsubscribe/{token}/" for token in tokens),
            *(f"/privacy/mine/{token}/" for token in tokens),
            "/privacy/mine/",
            f"/comments/{comment.token}/withdraw/",
        ]

    @pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
    def test_any_text(self, client: Client, settings, value: str):
        settings.EMAIL_IS_ON = True
        names = ("comment", "email", "deed", "sure", "wants_decision", "wants_answers")
        for address in self.addresses():
            answer = client.post(address, dict.fromkeys(names, value), headers=OWN)
            assert answer.status_code < 500, address
            assert "<script>alert" not in answer.content.decode()

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/json", b"{}"),
            ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
            ("application/x-www-form-urlencoded; charset=utf-16", b"comment=\\ud800"),
            ("application/x-www-form-urlencoded; charset=no-such", b"email=%ff%fe"),
            ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(3000))),
        ],
    )
    def test_a_body_that_is_no_form(self, client: Client, settings, content_type: str, body: bytes):
        settings.EMAIL_IS_ON = True
        for address in self.addresses():
            answer = client.generic("POST", address, body, content_type=content_type, headers=OWN)
            assert answer.status_code < 500, address
            assert "<html" in answer.content.decode() or answer.status_code == 303

    def test_a_body_of_two_megabytes(self, client: Client, settings):
        settings.EMAIL_IS_ON = True
        for address in self.addresses():
            if "/unsubscribe/" not in address:
                answer = client.post(address, {"comment": "a" * 2_000_000}, headers=OWN)
                assert answer.status_code == 413, address

    @pytest.mark.parametrize("token", ["x", "%00", "أ" * 60, "a" * 5_000, "..", "%ff%fe", "%E2%80%AE"])
    @pytest.mark.parametrize("path", ["/mail/confirm/{}/", "/mail/unsubscribe/{}/", "/privacy/mine/{}/"])
    def test_a_forged_token(self, client: Client, settings, path: str, token: str):
        settings.EMAIL_IS_ON = True
        for answer in (client.get(path.format(token)), client.post(path.format(token), headers=OWN)):
            assert answer.status_code == 404
