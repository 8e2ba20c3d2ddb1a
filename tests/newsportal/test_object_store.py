"""Media in a bucket, through a server that speaks S3."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, TestCase
from django.utils import timezone

from articles.models import Picture
from articles.pictures.cutting import cut_waiting
from articles.pictures.files import master_path
from articles.pictures.library import save_picture
from newsportal.env import env_media_storage
from tests.articles.test_picture_files import make_written
from tests.browser.portal import ROOT, free_port

BUCKET = "newsportal-media"
POLICY = ROOT / "docs" / "deploy" / "media-policy.json"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = tmp_path_factory.mktemp("s3") / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)],
            stdout=stream,
            stderr=stream,
        )
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=5).close()  # noqa: S310 - http
            break
        except OSError:
            time.sleep(0.1)
    try:
        assert server.poll() is None, log.read_text()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def bucket(endpoint: str, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """An empty bucket with the policy of the documentation, and the portal set to it."""
    monkeypatch.setenv(
        "MEDIA_STORAGE_URL", f"{endpoint.replace('http', 's3+http')}/{BUCKET}".replace("//", "//key:se%2Fcret@")
    )
    settings.STORAGES = {**settings.STORAGES, "default": env_media_storage("MEDIA_STORAGE_URL")}
    store = boto3.resource(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="se/cret"
    )
    made = store.create_bucket(Bucket=BUCKET)
    made.Policy().put(Policy=POLICY.read_text())
    yield made
    made.objects.all().delete()
    made.delete()


def names(bucket) -> set[str]:
    return {entry.key for entry in bucket.objects.all()}


def status(address: str) -> int:
    """Return how the store answers to somebody without a key."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - http
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


class TestUpload:
    def test_every_file_of_a_picture_lies_in_the_bucket(self, bucket) -> None:
        picture = make_written()
        assert len(names(bucket)) == 9
        assert master_path(picture.key) in names(bucket)

    @pytest.mark.parametrize(("name", "kind"), [("full-960.jpg", "image/jpeg"), ("card-480.webp", "image/webp")])
    def test_rendition_is_stored_to_be_kept_for_ever(self, bucket, name: str, kind: str) -> None:
        stored = bucket.Object(f"pictures/{make_written().key}/{name}")
        assert stored.cache_control == "public, max-age=31536000, immutable"
        assert stored.content_type == kind

    def test_master_is_stored_to_be_kept_by_nobody(self, bucket) -> None:
        assert bucket.Object(master_path(make_written().key)).cache_control == "private, no-store"

    def test_public_sees_renditions_and_no_master(self, bucket, endpoint: str) -> None:
        picture = make_written()
        assert status(f"{endpoint}/{BUCKET}/pictures/{picture.key}/full-960.jpg") == 200
        assert status(f"{endpoint}/{BUCKET}/{master_path(picture.key)}") == 403


@pytest.mark.django_db
class TestPortal:
    def test_portal_itself_serves_a_rendition(self, bucket, client: Client) -> None:
        path = f"pictures/{make_written().key}/full-960.jpg"
        answer = client.get(f"/media/{path}")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == bucket.Object(path).get()["Body"].read()
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert int(answer["Content-Length"]) == bucket.Object(path).content_length
        answer.close()

    def test_portal_serves_no_master_and_nothing_that_is_not_there(self, bucket, client: Client) -> None:
        picture = make_written()
        assert client.get(f"/media/{master_path(picture.key)}").status_code == 404
        assert client.get(f"/media/pictures/{'0' * 32}/full-960.jpg").status_code == 404

    def test_moved_focal_point_replaces_the_files(self, bucket) -> None:
        picture = make_written()
        save_picture(picture)
        old = picture.key
        picture.focal_y = 10
        with TestCase.captureOnCommitCallbacks(execute=True):
            save_picture(picture, is_cut_anew=True)
        assert len(names(bucket)) == 9
        assert not {name for name in names(bucket) if old in name}

    def test_worker_cuts_from_the_bucket_into_it(self, bucket) -> None:
        picture = make_written()
        picture.save()
        assert cut_waiting() == 1
        stored = bucket.Object(f"pictures/{picture.key}/thumb-320.avif")
        assert (stored.content_type, stored.cache_control) == ("image/avif", "public, max-age=31536000, immutable")
        # Again, as after a worker that was killed: nothing stands there twice.
        before = names(bucket)
        Picture.objects.update(cut_at=None, cut_after=timezone.now())
        assert cut_waiting() == 1
        assert names(bucket) == before

    def test_deleted_picture_takes_its_files_along(self, bucket) -> None:
        picture = make_written()
        picture.save()
        with TestCase.captureOnCommitCallbacks(execute=True):
            picture.delete()
        assert names(bucket) == set()

    def test_store_that_is_down_does_not_undo_a_deletion(self, bucket, settings, caplog) -> None:
        picture = make_written()
        picture.save()
        options = {**settings.STORAGES["default"]["OPTIONS"], "endpoint_url": f"http://127.0.0.1:{free_port()}"}
        settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}
        with TestCase.captureOnCommitCallbacks(execute=True):
            picture.delete()
        assert "Could not connect to the endpoint" in caplog.text
        assert len(names(bucket)) == 9


class TestFiles:
    def test_missing_file_is_said_to_be_missing(self, bucket) -> None:
        with pytest.raises(FileNotFoundError):
            default_storage.open("masters/none.webp")

    def test_other_files_keep_their_kind(self, bucket) -> None:
        default_storage.save("notes.txt", ContentFile(b"text"))
        assert bucket.Object("notes.txt").content_type == "text/plain"
        with default_storage.open("notes.txt") as stream:
            assert stream.read() == b"text"
