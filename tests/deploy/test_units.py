"""The units in docs/deploy/, as far as systemd can judge them without running."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.portal import ROOT
from tests.deploy.stand import DEPLOY

pytestmark = pytest.mark.systemd

UNITS = [
    "newsportal-web@.service",
    "newsportal-worker.service",
    "newsportal-backup.service",
    "newsportal-backup.timer",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The units with this machine's paths, since systemd looks for the programs; web@ has an instance."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        text = text.replace("/opt/newsportal/current/.venv/bin/python", sys.executable).replace(
            "/opt/newsportal/current", str(ROOT)
        )
        (tmp_path / name.replace("@", "@8001")).write_text(text, encoding="utf-8")
    return tmp_path


class TestUnits:
    def test_systemd_finds_no_mistake(self, folder: Path) -> None:
        command = ["systemd-analyze", "verify", *map(str, folder.iterdir())]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, "")

    @pytest.mark.parametrize("name", ["newsportal-web@8001.service", "newsportal-worker.service"])
    def test_little_is_exposed(self, folder: Path, name: str) -> None:
        # Of 100; what is not hardened at all has 96.
        command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(folder / name)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout
