"""Going through a list of the newsroom as a person does: by the links below it."""

import re
from html import unescape
from typing import Any

from django.test import Client

LISTS = [
    "/admin/articles/article/",
    "/admin/articles/picture/",
    "/admin/articles/author/",
    "/admin/articles/tag/",
    "/admin/articles/source/",
    "/admin/articles/section/",
    "/admin/comments/comment/",
]


def read(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer


def keys(answer: Any) -> list[int]:
    """Return the keys of the rows that a page shows, in their order."""
    return [row.pk for row in answer.context["cl"].result_list]


def link(answer: Any, rel: str) -> str:
    """Return the address behind «السابق» (prev) or «التالي» (next); nothing where there is none."""
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', answer.content.decode())
    return unescape(found[1]) if found else ""


def walk(client: Client, path: str, *, rel: str = "next", start: str = "") -> list[list[int]]:
    """Return the keys of each page from the first one, or from another, to where the links end."""
    address = start or path
    pages = []
    while True:
        answer = read(client, address)
        pages.append(keys(answer))
        further = link(answer, rel)
        if not further:
            return pages
        assert len(pages) < 100, "The links go round in a circle."
        address = path.partition("?")[0] + further


def last_page(client: Client, path: str) -> str:
    """Return the address of the page where going forward ends."""
    address = path
    while further := link(read(client, address), "next"):
        address = path.partition("?")[0] + further
    return address


def flat(pages: list[list[int]]) -> list[int]:
    return [key for page in pages for key in page]
