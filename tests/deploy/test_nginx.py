"""The configuration of nginx in docs/deploy/, by starting it in front of two web units."""

import json
import re
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.portal import free_port
from tests.comments.posting import fields
from tests.deploy.stand import HOST, Answer, Nginx, Units, Upstream, running_nginx
from tests.newsportal.page_cache.reader import UNPACK

pytestmark = pytest.mark.nginx

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OWN = {**FORM, "Sec-Fetch-Site": "same-origin"}
COMMENTS = """
from comments.models import Comment
for comment in Comment.objects.filter(text={text!r}):
    print(comment.ip_address, comment.status)
"""


def post(nginx: Nginx, story: tuple[str, str, str], text: str, *, headers: dict[str, str] = OWN, **options) -> Answer:
    body = urlencode(fields(comment=text)).encode()
    return nginx.ask(f"/news/{story[0]}/comments/", method="POST", body=body, headers=headers, **options)


def stored(units: Units, text: str) -> list[list[str]]:
    """Return address and status of each comment with this text."""
    lines = units.portal.manage("shell", "-c", COMMENTS.format(text=text)).splitlines()
    return [line.split() for line in lines if line.count(" ") == 1]


class TestPages:
    def test_page_comes_by_tls_with_each_security_header_once(self, nginx, story) -> None:
        answer = nginx.ask(story[1])
        assert answer.status == 200
        assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
        for name in ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"):
            assert len(answer.headers.get_all(name)) == 1, name
        assert answer.headers["Server"] == "nginx"

    def test_browser_may_speak_http_2(self, nginx) -> None:
        context = ssl.create_default_context(cafile=str(nginx.folder / "certificate.pem"))
        context.set_alpn_protocols(["h2"])
        with (
            socket.create_connection(("127.0.0.1", nginx.https_port)) as plain,
            context.wrap_socket(plain, server_hostname=HOST) as secure,
        ):
            assert secure.selected_alpn_protocol() == "h2"

    def test_plain_http_is_redirected_once(self, nginx, story) -> None:
        answer = nginx.ask(f"{story[1]}?page=2", is_plain=True)
        assert answer.status == 301
        place = answer.headers["Location"]
        assert place == f"https://{HOST}:{nginx.https_port}{story[1]}?page=2"
        assert nginx.ask(place.partition(str(nginx.https_port))[2]).status == 200

    def test_certificate_authority_finds_its_proof_by_plain_http(self, nginx) -> None:
        proof = nginx.folder / "acme" / ".well-known" / "acme-challenge" / "proof"
        proof.parent.mkdir(parents=True)
        proof.write_text("proof")
        assert nginx.ask("/.well-known/acme-challenge/proof", is_plain=True).body == b"proof"

    @pytest.mark.parametrize(("accepted", "got"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
    def test_compression_is_the_portal_s(self, nginx, story, accepted, got) -> None:
        answer = nginx.ask(story[1], headers={"Accept-Encoding": accepted})
        assert answer.headers["Content-Encoding"] == got
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
        assert "</html>" in UNPACK[got or ""](answer.body).decode()

    def test_page_that_has_not_changed_is_not_sent_again(self, nginx, story) -> None:
        tag = nginx.ask(story[1]).headers["ETag"]
        answer = nginx.ask(story[1], headers={"If-None-Match": tag})
        assert (answer.status, answer.headers["ETag"], answer.body) == (304, tag, b"")

    def test_unknown_host_gets_no_page_and_no_certificate(self, nginx) -> None:
        context = ssl.create_default_context(cafile=str(nginx.folder / "certificate.pem"))
        with socket.create_connection(("127.0.0.1", nginx.https_port)) as plain, pytest.raises(ssl.SSLError):
            context.wrap_socket(plain, server_hostname="other.example")
        for is_plain in (True, False):
            # Closed without a word.
            with pytest.raises(ConnectionError):
                nginx.ask("/", host="other.example", is_plain=is_plain)


class TestFiles:
    @pytest.mark.parametrize(("accepted", "got"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
    def test_static_file_comes_precompressed_and_for_ever(self, nginx, story, accepted, got) -> None:
        path = re.search(r"/static/css/site\.[0-9a-f]{12}\.css", nginx.ask(story[1]).body.decode())[0]
        answer = nginx.ask(path, headers={"Accept-Encoding": accepted})
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == got
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert nginx.ask(path, headers={"If-None-Match": nginx.ask(path).headers["ETag"]}).status == 304

    def test_static_name_without_a_digest_is_asked_for_again(self, nginx) -> None:
        assert nginx.ask("/static/css/site.css").headers["Cache-Control"] == "max-age=60, public"

    def test_missing_static_file_is_not_kept(self, nginx) -> None:
        answer = nginx.ask("/static/css/site.000000000000.css")
        assert (answer.status, answer.headers["Cache-Control"]) == (404, None)

    def test_rendition_comes_from_the_disk(self, nginx, story) -> None:
        answer = nginx.ask(f"/media/pictures/{story[2]}/card-480.webp")
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        # The portal itself sends no such header.
        assert answer.headers["Accept-Ranges"] == "bytes"

    def test_rendition_that_is_not_on_the_disk_is_the_portal_s_to_find(self, nginx) -> None:
        answer = nginx.ask(f"/media/pictures/{'0' * 32}/card-480.webp")
        assert answer.status == 404
        assert "Content-Security-Policy" in answer.headers

    @pytest.mark.parametrize(
        "path", ["masters/{}.webp", "pictures/../masters/{}.webp", "pictures/%2e%2e/masters/{}.webp"]
    )
    def test_master_is_nobody_s(self, nginx, units, story, path) -> None:
        assert (units.portal.var_dir / "media" / "masters" / f"{story[2]}.webp").is_file()
        assert nginx.ask(f"/media/{path.format(story[2])}").status in {400, 404}

    @pytest.mark.parametrize(
        "path", ["/static/../portal.sqlite3", "/static../portal.sqlite3", "/media../portal.sqlite3"]
    )
    def test_no_path_leaves_its_folder(self, nginx, path) -> None:
        assert nginx.ask(path).status in {400, 404}


class TestComments:
    def test_comment_passes_the_check_of_its_origin_and_is_stored_once(self, nginx, units, story) -> None:
        answer = post(nginx, story, "من نموذج الصفحة نفسها")
        assert answer.status == 303
        assert stored(units, "من نموذج الصفحة نفسها") == [["127.0.0.1", "pending"]]
        assert nginx.ask(answer.headers["Location"]).status == 200

    def test_origin_of_the_site_passes_and_another_does_not(self, nginx, story) -> None:
        own = {**FORM, "Origin": f"https://{HOST}:{nginx.https_port}"}
        assert post(nginx, story, "بترويسة Origin", headers=own).status == 303
        assert post(nginx, story, "من موقع آخر", headers={**FORM, "Origin": "https://other.example"}).status == 403

    def test_address_is_the_client_s_and_not_what_it_claims(self, nginx, units, story) -> None:
        claims = {
            "X-Forwarded-For": "203.0.113.9",
            "X-Forwarded-Proto": "http",
            "Forwarded": "for=203.0.113.9",
            "X-Real-IP": "203.0.113.9",
            "X_Forwarded_For": "203.0.113.9",
        }
        assert post(nginx, story, "بعنوان مزعوم", headers={**OWN, **claims}, source="127.0.0.2").status == 303
        assert post(nginx, story, "بعنوان الوكيل", headers={**OWN, **claims}).status == 303
        assert stored(units, "بعنوان مزعوم") == [["127.0.0.2", "pending"]]
        assert stored(units, "بعنوان الوكيل") == [["127.0.0.1", "pending"]]

    def test_bodies_that_never_end_hold_no_process(self, nginx, story) -> None:
        lines = [f"POST /news/{story[0]}/comments/ HTTP/1.1", f"Host: {HOST}", "Content-Length: 1000"]
        lines += [f"{name}: {value}" for name, value in OWN.items()]
        request = "\r\n".join([*lines, "", "comment="])
        context = ssl.create_default_context(cafile=str(nginx.folder / "certificate.pem"))
        with ExitStack() as stack:
            senders = []
            for _ in range(8):
                plain = stack.enter_context(socket.create_connection(("127.0.0.1", nginx.https_port)))
                senders.append(stack.enter_context(context.wrap_socket(plain, server_hostname=HOST)))
                senders[-1].sendall(request.encode())
            # Nothing tells from outside that they have arrived.
            time.sleep(0.5)
            assert nginx.ask("/search/?q=x").status == 200
            for sender in senders:
                # It was answered while they still wait, not once they were given up.
                sender.setblocking(False)
                with pytest.raises(ssl.SSLWantReadError):
                    sender.recv(1)

    def test_text_that_is_only_too_long_for_a_comment_comes_back_whole(self, nginx, story) -> None:
        answer = post(nginx, story, "a" * 250_000, source="127.0.0.4")
        assert answer.status == 422
        assert "a" * 250_000 in answer.body.decode()

    @pytest.mark.parametrize("size", [300_000, 3_000_000])
    def test_too_long_a_post_is_refused_readably(self, nginx, story, size) -> None:
        answer = post(nginx, story, "a" * size)
        assert answer.status == 413
        assert '<html lang="ar" dir="rtl">' in answer.body.decode()
        assert "<h1>أطول من أن يُستلم</h1>" in answer.body.decode()

    def test_too_long_a_post_is_refused_readably_over_http_2(self, nginx, story, tmp_path) -> None:
        (tmp_path / "body").write_bytes(b"comment=" + b"a" * 3_000_000)
        command = ["curl", "--silent", "--http2", "--cacert", str(nginx.folder / "certificate.pem")]
        command += ["--resolve", f"{HOST}:{nginx.https_port}:127.0.0.1", "--data-binary", f"@{tmp_path}/body"]
        command += ["--write-out", "%{http_version} %{http_code}"]
        command += [f"https://{HOST}:{nginx.https_port}/news/{story[0]}/comments/"]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "<h1>أطول من أن يُستلم</h1>" in run.stdout
        assert run.stdout.endswith("2 413")

    def test_flood_of_posts_is_stopped_readably(self, nginx) -> None:
        # Where nginx itself answers, so that they come faster than one a second on a slow machine too.
        answers = [nginx.ask("/static/nothing", method="POST", body=b"", source="127.0.0.9") for _ in range(60)]
        assert Counter(answer.status for answer in answers[:30])[429] == 0
        refused = [answer for answer in answers if answer.status == 429]
        assert refused[0].headers["Retry-After"] == "30"
        assert "<h1>مهلاً</h1>" in refused[0].body.decode()

    def test_log_holds_no_token_and_no_search(self, nginx, story) -> None:
        place = post(nginx, story, "لأجل صفحة حالته").headers["Location"]
        nginx.ask(place)
        nginx.ask("/search/?q=private")
        log = nginx.access_log(until='"path":"/search/"')
        assert "/comments/-" in [json.loads(line)["path"] for line in log.splitlines()]
        assert place.strip("/").split("/")[-1] not in log
        assert "private" not in log


class TestFailures:
    def test_killed_unit_fails_no_page(self, nginx, units, story) -> None:
        half = threading.Event()
        statuses: list[int] = []

        def read() -> None:
            for number in range(40):
                if number == 20:
                    half.set()
                statuses.append(nginx.ask(story[1]).status)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        half.wait()
        units.kill(units.ports[0])
        for reader in readers:
            reader.join()
        try:
            assert post(nginx, story, "والوحدة الأولى متوقفة").status == 303
            assert stored(units, "والوحدة الأولى متوقفة") == [["127.0.0.1", "pending"]]
        finally:
            units.start(units.ports[0])
        assert statuses == [200] * 120

    def test_units_restart_one_after_another_without_a_failed_page_or_comment(self, nginx, units, story) -> None:
        is_over = threading.Event()
        statuses: Counter[tuple[str, int]] = Counter()

        def read() -> None:
            while not is_over.is_set():
                statuses["GET", nginx.ask(story[1]).status] += 1

        def write() -> None:
            # A form without a name is answered after all the work of reading it.
            while not is_over.is_set():
                answer = post(nginx, story, "", source="127.0.0.3")
                statuses["POST", answer.status] += 1

        people = [threading.Thread(target=work) for work in (read, read, write)]
        for person in people:
            person.start()
        try:
            for port in units.ports:
                units.stop(port)
                units.start(port)
        finally:
            is_over.set()
            for person in people:
                person.join()
        assert {key for key, _ in statuses.items()} <= {("GET", 200), ("POST", 422), ("POST", 429)}


class TestUpstream:
    """What nginx does when a web unit fails in the middle."""

    @pytest.fixture
    def mute(self, tmp_path: Path) -> Iterator[tuple[Nginx, list[Upstream]]]:
        """Nginx before two units that take a request and die of it."""
        upstreams = [Upstream(), Upstream()]
        with upstreams[0].listening() as first, upstreams[1].listening() as second:
            ports = [first, second]
            with running_nginx(tmp_path / "nginx", ports=ports, var_dir=tmp_path, https_port=free_port()) as running:
                yield running, upstreams

    def test_post_that_a_unit_has_received_goes_to_no_other(self, mute) -> None:
        nginx, upstreams = mute
        answer = nginx.ask("/news/1/comments/", method="POST", body=b"comment=a", headers=OWN)
        assert answer.status == 502
        assert "نعود بعد قليل" in answer.body.decode()
        assert sum(len(upstream.requests) for upstream in upstreams) == 1

    def test_page_is_asked_of_the_other_unit(self, mute) -> None:
        nginx, upstreams = mute
        assert nginx.ask("/").status == 502
        assert [len(upstream.requests) for upstream in upstreams] == [1, 1]
