import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from newsportal import assets
from tests.browser.portal import ROOT


class TestJoinedFiles:
    @pytest.mark.parametrize("name", assets.JOINED)
    def test_each_holds_its_parts_in_their_order(self, name: str) -> None:
        found = finders.find(name)
        assert found
        text = Path(found).read_text(encoding="utf-8")
        places = [text.index((assets.STATIC / part).read_text(encoding="utf-8")) for part in assets.JOINED[name]]
        assert places == sorted(places)

    def test_a_changed_part_shows_at_the_next_request(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.css").write_text("one")
        monkeypatch.setattr(assets, "STATIC", tmp_path)
        monkeypatch.setitem(assets.JOINED, "css/test.css", ["a.css"])
        assert Path(str(finders.find("css/test.css"))).read_text() == "one"
        (tmp_path / "a.css").write_text("two")
        assert Path(str(finders.find("css/test.css"))).read_text() == "two"

    def test_unchanged_parts_leave_the_file_alone(self) -> None:
        found = Path(str(finders.find("css/site.css")))
        os.utime(found, (1, 1))
        finders.find("css/site.css")
        assert found.stat().st_mtime == 1

    def test_scripts_share_no_names(self) -> None:
        assert assets.join("js/site.js").count("(() => {") == len(assets.EVERY_PAGE)

    def test_a_missing_part_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(assets.JOINED, "css/test.css", ["css/nothing.css"])
        with pytest.raises(FileNotFoundError):
            assets.join("css/test.css")

    def test_other_paths_are_not_its_business(self, settings: Any) -> None:
        assert assets.JoinedFinder().find("css/other.css") == []

    def test_every_style_and_script_is_on_some_page(self) -> None:
        """theme.js stands alone in the head, and so does what previews add; all others are joined."""
        listed = {part for parts in assets.JOINED.values() for part in parts}
        lying = {
            str(path.relative_to(assets.STATIC))
            for folder in ("css", "js")
            for path in (assets.STATIC / folder).iterdir()
        }
        assert lying - listed == {"js/theme.js", "css/preview.css"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what collectstatic makes for production."""
    folder = tmp_path_factory.mktemp("collected")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "VAR_DIR": str(folder),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder / "static"


@pytest.fixture(scope="module")
def hashed(collected: Path) -> dict[str, str]:
    """Return the hashed name of each file."""
    names: dict[str, str] = json.loads((collected / "staticfiles.json").read_text())["paths"]
    return names


@pytest.fixture
def production(collected: Path, settings: Any) -> Client:
    """Return a browser of a portal that serves the collected files."""
    settings.STATIC_ROOT = collected
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return Client()


class TestCollectedFiles:
    def test_each_is_compressed_beforehand_where_that_makes_it_smaller(
        self, collected: Path, hashed: dict[str, str]
    ) -> None:
        for name, kept in hashed.items():
            plain = (collected / kept).read_bytes()
            if not name.endswith((".css", ".js", ".svg", ".txt", ".json")) or len(plain) < 200:
                continue
            sizes = [(collected / f"{kept}{ending}").stat().st_size for ending in (".gz", ".br")]
            assert all(size < len(plain) for size in sizes), name

    def test_a_name_tells_its_content(self, collected: Path, hashed: dict[str, str]) -> None:
        for name in [*assets.JOINED, "js/theme.js", "fonts/cairo-700.woff2"]:
            stem, _, ending = name.rpartition(".")
            digest = hashlib.md5((collected / hashed[name]).read_bytes(), usedforsecurity=False).hexdigest()
            assert hashed[name] == f"{stem}.{digest[:12]}.{ending}"

    def test_the_one_style_sheet_stays_below_twelve_kilobytes(self, collected: Path, hashed: dict[str, str]) -> None:
        sizes = [(collected / f"{hashed['css/site.css']}{ending}").stat().st_size for ending in (".gz", ".br")]
        assert max(sizes) < 12_000

    def test_fonts_of_a_page_stay_below_twenty_two_kilobytes(self) -> None:
        fonts = list((assets.STATIC / "fonts").glob("*.woff2"))
        assert len(fonts) <= 2
        assert sum(font.stat().st_size for font in fonts) <= 22_000


@pytest.mark.django_db
class TestServedFiles:
    @pytest.mark.parametrize(
        ("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", ""), ("identity", "")]
    )
    def test_a_hashed_one_is_kept_for_ever_and_comes_compressed(
        self, production: Client, hashed: dict[str, str], accepted: str, encoding: str
    ) -> None:
        for name in assets.JOINED:
            answer = production.get(f"/static/{hashed[name]}", headers={"accept-encoding": accepted})
            answer.close()
            assert answer.status_code == 200
            assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
            assert answer.get("Content-Encoding", "") == encoding
            assert "Accept-Encoding" in answer["Vary"]

    def test_another_one_is_asked_for_again(self, production: Client) -> None:
        answer = production.get("/static/css/site.css")
        answer.close()
        assert "immutable" not in answer["Cache-Control"]


class TestScripts:
    def test_every_script_of_a_page_waits_but_the_theme(self) -> None:
        """The theme is set before the page shows; it is tiny (tests/test_house.py)."""
        for path in (ROOT / "templates").rglob("*.html"):
            if "admin" not in path.parts:
                for tag in re.findall(r"<script[^>]*>", path.read_text(encoding="utf-8")):
                    assert " defer" in tag or "js/theme.js" in tag, path
