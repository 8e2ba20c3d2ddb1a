import re

import pytest
from django.conf import settings

from tests.deploy.stand import DEPLOY
from tests.newsportal.test_env_example import EXAMPLE

ENGLISH, ARABIC = (
    (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8") for name in ("deploy.md", "deploy.ar.md")
)
BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
SETTING = re.compile(r"\b([A-Z]+(?:_[A-Z]+)+)=")
# Read by the units, and by systemd and libpq, not by the portal.
ELSEWHERE = {"LISTEN_ON"}


class TestDocuments:
    def test_both_languages_show_the_same_commands(self) -> None:
        assert BLOCK.findall(ENGLISH) == BLOCK.findall(ARABIC)

    def test_both_languages_have_the_same_parts(self) -> None:
        parts = [re.findall(r"^(#+) ", BLOCK.sub("", text), re.MULTILINE) for text in (ENGLISH, ARABIC)]
        assert parts[0] == parts[1]

    @pytest.mark.parametrize("text", [ENGLISH, ARABIC], ids=["english", "arabic"])
    def test_settings_that_they_name_exist(self, text: str) -> None:
        assert set(SETTING.findall(text)) - ELSEWHERE <= set(EXAMPLE)

    @pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
    def test_every_file_is_explained(self, path) -> None:
        assert path.name.partition("@")[0].partition(".")[0] in ENGLISH

    def test_release_is_a_program(self) -> None:
        assert (DEPLOY / "release").stat().st_mode & 0o111
