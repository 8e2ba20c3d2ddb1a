from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for name in (
        f"pictures/{KEY}/card-480.webp",
        f"pictures/{KEY}/square-128.avif",
        f"pictures/{KEY}/full-960.jpg",
        f"masters/{KEY}.webp",
        "notes.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"pixels")
    return tmp_path


class TestMedia:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [("card-480.webp", "image/webp"), ("full-960.jpg", "image/jpeg"), ("square-128.avif", "image/avif")],
    )
    def test_rendition_may_be_kept_for_a_year(self, client: Client, name: str, kind: str) -> None:
        answer = client.get(f"/media/pictures/{KEY}/{name}")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == b"pixels"
        assert answer["Content-Type"] == kind
        assert answer["Content-Length"] == "6"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies
        answer.close()

    @pytest.mark.parametrize(
        "path",
        [
            f"masters/{KEY}.webp",
            "notes.txt",
            f"pictures/{KEY}/card-960.webp",
            f"pictures/{KEY}/",
            f"pictures/{KEY}",
            f"pictures/{KEY}/../../masters/{KEY}.webp",
            f"pictures/{KEY}/..%2F..%2Fnotes.txt",
            f"pictures/{KEY}/card-480.webp%00.jpg",
            f"pictures/{KEY.upper()}/card-480.webp",
            f"pictures/{KEY}/card-480.webp%0A",
            f"pictures/{KEY}/card-٤٨٠.webp",
            f"pictures/{KEY}/other-480.webp",
            f"unfinished/{KEY}",
            "/etc/passwd",
            "..%2Fportal.sqlite3",
        ],
    )
    def test_nothing_else_is_served(self, client: Client, path: str) -> None:
        assert client.get(f"/media/{path}").status_code == 404

    def test_head_answers_without_a_body_and_post_is_refused(self, client: Client) -> None:
        answer = client.head(f"/media/pictures/{KEY}/card-480.webp")
        assert (answer.status_code, answer["Content-Length"]) == (200, "6")
        answer.close()
        assert client.post(f"/media/pictures/{KEY}/card-480.webp").status_code == 405
