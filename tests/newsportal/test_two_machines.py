"""Two web machines on one PostgreSQL and one Redis: each has a folder of its own, as it would elsewhere."""

import itertools
import os
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.browser.portal import PASSWORD, Portal, free_port, prepared_in, temporary_database
from tests.deploy.stand import Units
from tests.redis_server import running_redis

pytestmark = [pytest.mark.postgresql, pytest.mark.redis]

SEED = """
from tests.factories import make_article, make_user
user = make_user(username="moderator", is_superuser=True)
user.set_password("a-password-for-tests")
user.save()
print(make_article(title="خبر على جهازين").pk)
"""
COUNT = """
from comments.models import Comment
print(Comment.objects.count(), Comment.objects.approved().count())
"""


@dataclass
class Machine:
    """One web machine, and a browser that talks to it alone."""

    portal: Portal
    units: Units
    browser: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    )

    @property
    def url(self) -> str:
        return self.portal.url

    def start(self) -> None:
        self.units.start(*self.units.ports)

    def stop(self) -> None:
        self.units.stop_all()

    def get(self, path: str) -> str:
        with self.browser.open(self.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def send(self, path: str, **fields: str) -> str:
        """Send a form as a page of the portal does; return the address that the answer led to."""
        data = urllib.parse.urlencode(fields).encode()
        headers = {"Sec-Fetch-Site": "same-origin", "Referer": self.url + path, "Origin": self.url}
        request = urllib.request.Request(self.url + path, data=data, headers=headers)  # noqa: S310 - always http
        with self.browser.open(request, timeout=30) as answer:
            assert answer.status == 200
            return str(answer.url)

    def sign_in(self) -> None:
        token = csrf_token(self.get("/admin/login/?next=/admin/"))
        self.send("/admin/login/?next=/admin/", username="moderator", password=PASSWORD, csrfmiddlewaretoken=token)

    def approve(self, pk: str) -> None:
        token = csrf_token(self.get("/admin/comments/comment/"))
        self.send(f"/admin/comments/comment/{pk}/decide/approve/", csrfmiddlewaretoken=token)


def csrf_token(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    with running_redis() as redis, temporary_database(os.environ["DATABASE_URL"]) as database, ExitStack() as at_end:
        found = []
        for name in ("first", "second"):
            port = free_port()
            portal = prepared_in(
                tmp_path / name,
                f"http://127.0.0.1:{port}",
                DATABASE_URL=database,
                CACHE_URL=redis.url,
                SITE_URL="http://127.0.0.1",
                COMMENTS_FLOOD_SECONDS="0",
                COMMENTS_PER_MINUTE="1000",
            )
            machine = Machine(portal, Units(portal, [port]))
            at_end.callback(machine.stop)
            machine.start()
            found.append(machine)
        yield found


class Balancer(threading.Thread):
    """Reads one page again and again, from one machine and then the other, as a load balancer would."""

    def __init__(self, machines: list[Machine], path: str) -> None:
        super().__init__()
        self.machines = machines
        self.path = path
        self.is_over = threading.Event()
        self.served = 0
        self.failed: list[str] = []

    def run(self) -> None:
        for first, second in itertools.cycle([self.machines, self.machines[::-1]]):
            if self.is_over.is_set():
                return
            self._read(first, second)

    def _read(self, *machines: Machine) -> None:
        errors = []
        for machine in machines:
            try:
                with urllib.request.urlopen(machine.url + self.path, timeout=30) as answer:  # noqa: S310 - always http
                    assert "</html>" in answer.read().decode()
            except (urllib.error.URLError, ConnectionError, AssertionError) as error:
                errors.append(repr(error))
            else:
                self.served += 1
                return
        self.failed += errors


def test_no_page_fails_no_comment_is_lost_and_no_page_is_stale(machines: list[Machine]):
    first, second = machines
    article = first.portal.manage("shell", "-v", "0", "-c", SEED).split()[-1]
    path = urllib.parse.urlsplit(first.browser.open(f"{first.url}/news/{article}/").url).path
    second.sign_in()
    balancer = Balancer(machines, path)
    balancer.start()
    try:
        for number in range(6):
            text = f"رأي رقم {number} من القارئة"
            first.get(path)
            led_to = first.send(
                f"/news/{article}/comments/", comment=text, name="سلمى", email=f"reader{number}@example.com"
            )
            assert "/comments/" in led_to
            # An author reads what was written just now, whichever machine answers.
            assert text in second.get(urllib.parse.urlsplit(led_to).path)
            assert text not in second.get(path)
            key = re.search(r"/admin/comments/comment/(\d+)/decide/approve/", second.get("/admin/comments/comment/"))
            assert key
            second.approve(key[1])
            for machine in (first, second):
                assert text in machine.get(path)
            if number == 3:
                # Under load; the other goes on.
                first.stop()
                assert text in second.get(path)
                first.start()
    finally:
        balancer.is_over.set()
        balancer.join()
    assert balancer.failed == []
    assert balancer.served > 50
    assert second.portal.manage("shell", "-v", "0", "-c", COUNT).split() == ["6", "6"]
