import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from newsportal import assets


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
        """theme.js stands alone in the head; all others are joined."""
        listed = {part for parts in assets.JOINED.values() for part in parts}
        lying = {
            str(path.relative_to(assets.STATIC))
            for folder in ("css", "js")
            for path in (assets.STATIC / folder).iterdir()
        }
        assert lying - listed == {"js/theme.js"}
