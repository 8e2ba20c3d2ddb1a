from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler

from newsportal.bodies import PlainBodies

pytestmark = pytest.mark.django_db


def answer_to(application, content_type: str) -> tuple[str, str]:
    """Return the status of an answer at /healthz?q=x, and the type of the body as Django saw it."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/healthz",
        "QUERY_STRING": "q=x",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": "3",
        "wsgi.input": BytesIO(b"a=1"),
    }
    setup_testing_defaults(environ)
    b"".join(application(environ, lambda status, headers: told.append(status)))
    return told[0], environ["CONTENT_TYPE"]


class TestCharset:
    def test_a_codec_that_encodes_no_text_is_answered_by_a_view(self):
        for charset in ("undefined", "idna", "punycode", "rot13", "base64", '"hex"', "utf-7"):
            for kind in ("application/x-www-form-urlencoded", "text/plain"):
                status, seen = answer_to(PlainBodies(WSGIHandler()), f"{kind}; charset={charset}")
                assert status.startswith("4"), charset
                assert seen == kind

    @pytest.mark.parametrize("parameter", ["charset*=x''rot13", "charset*0*=x''hex", "Charset*0=undefined"])
    def test_nor_does_one_that_is_named_in_parts(self, parameter: str):
        status, seen = answer_to(PlainBodies(WSGIHandler()), f"text/plain; {parameter}")
        assert status.startswith("4")
        assert seen == "text/plain"

    def test_the_boundary_of_a_form_stays(self):
        _, seen = answer_to(PlainBodies(WSGIHandler()), "multipart/form-data; Charset=rot13; boundary=x")
        assert seen == "multipart/form-data; boundary=x"
