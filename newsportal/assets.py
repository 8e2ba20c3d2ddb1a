"""Joins the small files of newsportal/static/ into the few that a page asks for; no node, no build step.

A staticfiles finder, so that collectstatic, runserver and tests see the joined files like any other.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

STATIC = Path(__file__).resolve().parent / "static"

STYLES = [
    "palette", "tokens", "base", "layout", "breaking", "cards", "front", "parts",
    "article", "kinds", "prose", "live", "comments", "own", "forms", "search", "print",
]  # fmt: skip
EVERY_PAGE = ["breaking", "theme-switch", "relative-time", "section-bar"]
ARTICLE_PAGE = [
    *EVERY_PAGE, "share", "remember-me", "reply", "comment-counter", "elapsed", "fold", "here", "embed", "read",
]  # fmt: skip
# The first page of a coverage that goes on; what changes the list stands before what asks.
LIVE_PAGE = [*ARTICLE_PAGE, "live-still", "live-list", "live-button", "live-poll"]
SEARCH_PAGE = [*EVERY_PAGE, "suggest"]
EDITING = ["typing", "browser", "saved", "server", "presence", "offer", "length"]
QUEUE = ["decide", "bar", "merge", "keys", "panel", "drafts", "help"]
STORY_PREVIEW = ["changes", "dock", "frame", "links", "checks"]

# Joined file: the parts in their order. Both lie in one folder, so that addresses inside styles stay right.
JOINED: dict[str, list[str]] = {
    "css/site.css": [f"css/{name}.css" for name in STYLES],
    "js/site.js": [f"js/{name}.js" for name in EVERY_PAGE],
    "js/search.js": [f"js/{name}.js" for name in SEARCH_PAGE],
    "js/article.js": [f"js/{name}.js" for name in ARTICLE_PAGE],
    "js/live.js": [f"js/{name}.js" for name in LIVE_PAGE],
    "admin-portal/editing.js": [f"admin-portal/editing/{name}.js" for name in EDITING],
    "admin-portal/queue.js": [f"admin-portal/queue/{name}.js" for name in QUEUE],
    "admin-portal/story-preview.js": [f"admin-portal/story-preview/{name}.js" for name in STORY_PREVIEW],
}


def join(name: str) -> str:
    """Return the text of a joined file. Each script gets a scope of its own, so that parts share no names.

    Raises FileNotFoundError where a part is missing.
    """
    texts = [(STATIC / part).read_text(encoding="utf-8") for part in JOINED[name]]
    if name.endswith(".js"):
        texts = [f"(() => {{\n{text}}})();\n" for text in texts]
    return "".join(texts)


class JoinedFinder(BaseFinder):
    """Writes the joined files under ``VAR_DIR/joined`` when a part has changed, and offers them from there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Return no complaint; there is nothing to set."""
        return []

    def find(  # type: ignore[override]  # because the stubs tell the two answers apart by overloads
        self, path: str, find_all: bool = False, **kwargs: Any
    ) -> str | list[str]:
        """Return the place of a joined file, or an empty list for any other path."""
        if path not in JOINED:
            return []
        target, text = Path(self.storage.path(path)), join(path)
        # Left alone where nothing changed: collectstatic goes by its time.
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return [str(target)] if find_all else str(target)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each joined file, level with its parts."""
        for name in JOINED:
            self.find(name)
            yield name, self.storage
