"""Python beside a running portal: ``python -m tests.browser.shell`` takes code line by line, each in JSON.

Django's own shell takes a second or two of a processor to start, each time that a test asks it something.
"""

import json
import subprocess
import sys
import traceback
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent


class Shell:
    """Runs code in one process of its own, which starts when it is first asked."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None

    def run(self, code: str) -> str:
        """Return what the code prints. Raises RuntimeError, with the traceback, where it raises."""
        if self._process is None:
            command = [sys.executable, "-m", "tests.browser.shell"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, text=True, **pipes)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(code), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline() or '{"error": "The shell has ended."}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return str(answer["printed"])

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate(timeout=30)
            self._process = None


def answer_to(code: str) -> dict[str, str]:
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            exec(code, {"__name__": "__main__"})  # noqa: S102 - the test's own code
    except Exception:
        return {"error": traceback.format_exc()}
    return {"printed": printed.getvalue()}


def main() -> None:
    django.setup()
    generations = import_module("newsportal.generations")
    for line in sys.stdin:
        # What other processes have changed is read anew, as at the beginning of a request.
        generations.forget()
        print(json.dumps(answer_to(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
