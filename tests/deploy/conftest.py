"""One portal behind nginx for all tests of this folder."""

import os
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from tests.browser.portal import free_port, temporary_database
from tests.deploy.stand import Nginx, Units, running_nginx, running_units

STORY = """
from articles.pictures.library import save_picture
from tests.articles.test_picture_files import make_written
from tests.factories import make_article
picture = make_written()
save_picture(picture)
article = make_article(lead_picture=picture)
print(article.pk, article.get_absolute_url(), picture.key)
"""


@pytest.fixture(scope="session")
def https_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def units(https_port: int) -> Iterator[Units]:
    """Two web units of one portal."""
    url = os.environ.get("DATABASE_URL", "")
    with (
        temporary_database(url) if url.startswith("postgres") else nullcontext("") as database_url,
        running_units(database_url, https_port, COMMENTS_FLOOD_SECONDS="0") as made,
    ):
        yield made


@pytest.fixture(scope="session")
def story(units: Units) -> tuple[str, str, str]:
    """The key and the path of an article, and the key of its picture."""
    pk, path, key = units.portal.manage("shell", "-c", STORY).split()[-3:]
    return pk, path, key


@pytest.fixture(scope="session")
def nginx(units: Units, https_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx") / "portal"
    with running_nginx(folder, ports=units.ports, var_dir=units.portal.var_dir, https_port=https_port) as running:
        yield running
