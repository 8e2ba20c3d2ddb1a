"""The joined strings against a template, in which Django itself escapes."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString

from comments.markup import comment_items
from newsportal.arabic.bidi import isolate
from newsportal.arabic.names import colour_of, initial
from tests.factories import make_settings

pytestmark = pytest.mark.django_db

TEMPLATE = """
{% load conventions i18n %}{% for row in rows %}
<li class="comment depth-{{ row.depth }}" id="comment-{{ row.id }}" data-depth="{{ row.depth }}">
{% if row.status == "withdrawn" %}
<p class="comment-deleted" data-actions>{% translate "The author deleted this comment." %}</p>
{% elif row.status != "approved" %}
<p class="comment-deleted" data-actions>{% translate "This comment was deleted." %}</p>
{% else %}
<div class="comment-head">
<span class="avatar avatar-{{ row.colour }}" aria-hidden="true">{{ row.initial }}</span>{{ " " }}
{% if row.website %}<a href="{{ row.website }}" rel="nofollow ugc noopener">{% endif %}
<bdi class="comment-name" dir="auto">{{ row.name }}</bdi>{% if row.website %}</a>{% endif %}{{ " " }}
{% if row.is_staff %}<span class="badge badge-staff">{% translate "The newsroom" %}</span>{{ " " }}{% endif %}
{% if row.is_pick %}<span class="badge">{% translate "Editor’s pick" %}</span>{{ " " }}{% endif %}
<a class="comment-link" href="{{ comments_address }}{{ row.id }}/">{% timestamp row.created_at %}</a>
{% if row.parent_id %}<p class="comment-parent">{% translate "In reply to" %}{{ " " }}
<a href="#comment-{{ row.parent_id }}"><bdi dir="auto">{{ row.parent_name }}</bdi></a></p>{% endif %}</div>
<div class="comment-text">{{ row.html }}</div>
<p class="comment-actions" data-actions="reply">
{% if reply_address %}<a href="{{ reply_address }}{{ row.id }}#comment-form" rel="nofollow" data-reply="{{ row.id }}"
 data-heading="{{ row.heading }}" aria-label="{{ row.reply_to }}">{% translate "Reply" %}</a>{% endif %}
{% if not row.is_staff %}<a href="{{ comments_address }}{{ row.id }}/report/" rel="nofollow"
 aria-label="{{ row.report_of }}">{% translate "Report" %}</a>{% endif %}</p>{% endif %}</li>
{% endfor %}
"""

NAMES = [
    "رنا",
    "<b>رنا</b>",
    "</bdi><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "O'Neil & Co. &amp; &#39;",
    "%s %(name)s {{ name }} {% url %}",
    "a\u202eb\u2067c",
    "<>&",
    "😀",
    "ﷺ",
    "٣",
    "\u00a0",
    "x" * 100,
]
WEBSITES = ["", "https://rana.example", "https://rana.example/?a=1&b='2'#\"><b>"]
TEXTS = [SafeString('<p dir="auto">أول<br>ثانٍ</p>'), '<script>alert("نص لم يُبنَ")</script>']
REPLY = {"ar": "رد على %s", "en": "Reply to %s"}
STATUSES = ["approved", "withdrawn", "pending", "refused", "spam"]
ADDRESSES = {
    "comments_address": "/news/7/comments/",
    "reply_address": "/news/7/خبر/?page=2&order=newest&reply=",
}


def make_row(**fields: Any) -> dict[str, Any]:
    defaults = {
        "id": 1,
        "parent_id": None,
        "answered_id": None,
        "depth": 1,
        "name": "رنا",
        "website": "",
        "html": TEXTS[0],
        "status": "approved",
        "created_at": datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
        "is_staff": False,
        "is_pick": False,
    }
    return {**defaults, **fields}


def all_rows() -> list[dict[str, Any]]:
    """Return a thread in which each odd name, website, text and status meets a reply and a parent."""
    rows = []
    for number, name in enumerate(NAMES * len(STATUSES)):
        root = make_row(
            id=1_000_000 + 2 * number,
            name=name,
            website=WEBSITES[number % len(WEBSITES)],
            html=TEXTS[number % len(TEXTS)],
            status=STATUSES[number // len(NAMES)],
            is_staff=number % 3 == 0,
            is_pick=number % 2 == 0,
        )
        reply = make_row(
            id=root["id"] + 1,
            parent_id=root["id"],
            depth=2,
            name=NAMES[-number % len(NAMES)],
            created_at=root["created_at"] + timedelta(days=31 * number, minutes=number),
        )
        rows += [root, reply]
    return rows


def templated(rows: list[dict[str, Any]], **addresses: str) -> str:
    """Return what Django's own escaping makes of the rows."""
    names = {row["id"]: row["name"] for row in rows if row["status"] == "approved"}
    dressed = [
        {
            **row,
            "initial": initial(row["name"]),
            "colour": colour_of(row["name"]),
            "parent_name": names.get(row["parent_id"]) or translation.gettext("a deleted comment"),
            "heading": translation.gettext("Reply to %(name)s") % {"name": isolate(row["name"])},
            "reply_to": REPLY[translation.get_language()] % isolate(row["name"]),
            "report_of": translation.gettext("Report the comment of %(name)s") % {"name": isolate(row["name"])},
        }
        for row in rows
    ]
    # A key that is a number would be localised.
    for row in dressed:
        row["id"], row["parent_id"] = str(row["id"]), str(row["parent_id"] or "")
    source = re.sub(r"\n(?! )", "", TEMPLATE)
    return engines["django"].from_string(source).render({"rows": dressed, **addresses})


def without_line_ends(html: str) -> str:
    return html.replace("\n", "")


class TestAgainstTheTemplate:
    @pytest.mark.parametrize("language", ["ar", "en"])
    @pytest.mark.parametrize("digits", ["western", "eastern"])
    @pytest.mark.parametrize("reply_address", ["", ADDRESSES["reply_address"]])
    def test_odd_rows_give_the_same_bytes(self, language: str, digits: str, reply_address: str) -> None:
        make_settings(digits=digits, months="both")
        rows, addresses = all_rows(), {**ADDRESSES, "reply_address": reply_address}
        with translation.override(language):
            wanted = without_line_ends(templated(rows, **addresses))
            assert without_line_ends("".join(comment_items(rows, **addresses))) == wanted

    def test_text_that_nobody_built_is_escaped(self) -> None:
        (html,) = comment_items([make_row(html="<script>1</script>")], **ADDRESSES)
        assert "<script>" not in html

    @pytest.mark.parametrize("status", STATUSES[1:])
    def test_nothing_of_a_deleted_comment_is_written(self, status: str) -> None:
        gone = make_row(
            status=status, name="غائبة", website="https://gone.example", html="نص غاب", is_staff=True, is_pick=True
        )
        reply = make_row(id=2, parent_id=1, depth=2)
        html = "".join(comment_items([gone, reply], **ADDRESSES))
        for word in ("غائبة", "gone.example", "نص غاب", "reply=1#", "/1/report/", "badge"):
            assert word not in html
        assert 'id="comment-1"' in html

    def test_an_empty_thread_is_empty(self) -> None:
        assert comment_items([], **ADDRESSES) == []


class TestWhatIsRemembered:
    @pytest.mark.parametrize(
        "changed",
        [
            {"id": 2},
            {"parent_id": 7},
            {"depth": 2},
            {"name": "ندى"},
            {"website": "https://rana.example"},
            {"html": TEXTS[1]},
            {"status": "refused"},
            {"created_at": datetime(2026, 1, 2, 3, 5, tzinfo=UTC)},
            {"is_staff": True},
            {"is_pick": True},
        ],
    )
    def test_a_row_that_changed_is_written_anew(self, changed: dict[str, Any]) -> None:
        before = comment_items([make_row()], **ADDRESSES)
        assert comment_items([make_row(**changed)], **ADDRESSES) != before
        assert comment_items([make_row()], **ADDRESSES) == before

    def test_a_reply_follows_its_parent_s_name(self) -> None:
        reply = make_row(id=2, parent_id=1, depth=2)
        for name in ("رنا", "ندى"):
            assert (
                f'<bdi dir="auto">{name}</bdi></a></p>' in comment_items([make_row(name=name), reply], **ADDRESSES)[1]
            )

    def test_a_text_that_looks_like_a_built_one_is_still_escaped(self) -> None:
        texts = [SafeString("<p>نص</p>"), "<p>نص</p>", SafeString("<p>نص</p>")]
        shown = ["<p>نص</p>" in comment_items([make_row(html=text)], **ADDRESSES)[0] for text in texts]
        assert shown == [True, False, True]
