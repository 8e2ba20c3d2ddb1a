import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LINE = re.compile(r"^(#?)([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)
EXAMPLE = {name: value for _, name, value in LINE.findall((ROOT / ".env.example").read_text(encoding="utf-8"))}


def readings():
    """Return the name and the default of every variable that the code reads."""
    found = {}
    for app in ("newsportal", "articles", "comments"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not getattr(node.func, "id", "").startswith("env_"):
                    continue
                if not isinstance(node.args[0], ast.Constant):
                    continue
                default = node.args[1] if len(node.args) > 1 else None
                found[node.args[0].value] = default.value if isinstance(default, ast.Constant) else None
                if node.func.id == "env_secret":
                    found[node.args[0].value + "_FILE"] = None
    return found


class TestEnvExample:
    def test_it_names_exactly_what_the_code_reads(self):
        assert sorted(EXAMPLE) == sorted(readings())

    @pytest.mark.parametrize(("name", "default"), readings().items())
    def test_it_shows_the_default(self, name, default):
        # A placeholder for EMAIL_URL stands in the code, since the library wants an address.
        if default is not None and name != "EMAIL_URL":
            assert EXAMPLE[name] == str(default)

    def test_every_example_is_accepted(self, tmp_path):
        environment = {
            **os.environ,
            **EXAMPLE,
            "DJANGO_SETTINGS_MODULE": "newsportal.settings",
            "SECRET_KEY": "0123456789" * 6,
            "VAR_DIR": str(tmp_path),
        }
        run = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
