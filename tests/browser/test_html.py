"""The Nu checker finds no error on any page type."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.conftest import SEARCHES
from tests.browser.own_pages import own_pages
from tests.browser.portal import ROOT, Portal

pytestmark = [pytest.mark.browser, pytest.mark.npm, pytest.mark.rendering]

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LISTS = [
    *("/", "/latest/", "/section/سياسة/", "/about/", "/en/", "/nothing-here/", "/latest/?before=1-1"),
    *("/author/فؤاد-المشربية/", "/tag/الطقس/", "/pages/comment-rules/", "/en/pages/contact/"),
]
# A story of each kind that the demo has.
STORIES = ["قانون المياه", "تصوير المخطوطات", "خشب المشمش", "عاصفة رملية"]
BREAK = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles.models import BreakingNews
from articles.site.breaking.setting import set_news
news = BreakingNews(words="خبر <عاجل> & أخير", ends_at=timezone.now() + timedelta(hours=1))
set_news(news, by=User.objects.get(username="editor"))
"""
END = "from articles.models import BreakingNews\nBreakingNews.objects.all().delete()"
MORE_SEARCHES = [
    "/search/?q=%22><i>قصر الغيم&sort=newest",
    "/search/?q=قصر الغيم وادي السدر مرسى النخيل",
    "/search/?q=قصر الغيم&section=سياسة&from=2020-01-01&to=2030-01-01",
    "/search/?q=قصر الغيم&section=nothing&from=أمس&to=0000-01-01",
    "/search/?q=قصر&before=0-1",
]


def saved(url: str, target: Path) -> Path:
    """Save what stands at an address, an error page too."""
    try:
        with urllib.request.urlopen(quote(url, safe="/:?=&%")) as answer:  # noqa: S310 - always http
            target.write_bytes(answer.read())
    except urllib.error.HTTPError as error:
        target.write_bytes(error.read())
    return target


class TestEveryPageType:
    @pytest.fixture(autouse=True)
    def _bar(self, portal: Portal) -> Iterator[None]:
        portal.run(BREAK)
        yield
        portal.run(END)

    def test_no_error(self, portal: Portal, tmp_path: Path) -> None:
        article, *others = map(portal.article_path, STORIES)
        report = f"{portal.comment_path('قانون المياه')}report/"
        paths = [
            *LISTS,
            *SEARCHES,
            *MORE_SEARCHES,
            article,
            *others,
            *(f"/en{path}" for path in (article, *others)),
            f"{article}?reply=1",
            f"{article}?order=newest",
            "/tag/nothing/",
            report,
            f"/en{report}",
            f"{report}?sent=1",
            *own_pages(portal),
        ]
        files = [saved(portal.url + path, tmp_path / f"{number}.html") for number, path in enumerate(paths)]
        done = subprocess.run(
            ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout", *map(str, files)],
            capture_output=True,
            text=True,
            check=False,
        )
        messages = json.loads(done.stdout)["messages"]
        assert [(message.get("url"), message["message"], message.get("extract")) for message in messages] == []
