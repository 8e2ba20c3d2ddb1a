"""Real processes of the portal, in a folder of the test's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.portal import ROOT, free_port, prepared_in


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tables and static files; made once, since both take longer than most tests."""
    folder = tmp_path_factory.mktemp("prepared")
    return prepared_in(folder, "http://127.0.0.1:1", DATABASE_URL=f"sqlite:///{folder}/portal.sqlite3").var_dir


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    port = free_port()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "EMAIL_URL": f"filemail:///{tmp_path}/mail",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "VAR_DIR": str(tmp_path),
    }


@pytest.fixture
def manage(environment, prepared: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """A function that starts a management command; what still runs at the end is stopped."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *words]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE))
        return started[-1]

    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    yield begin
    for process in started:
        # Not killed: the server has children of its own to stop.
        process.terminate()
        process.communicate(timeout=30)
