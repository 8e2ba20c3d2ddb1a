"""Comments as a spreadsheet: lines of CSV in which no program finds a formula."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Move, Report
from comments.rules.registry import KNOWN
from newsportal.arabic.characters import is_blank
from newsportal.desk.accounts import account_name
from newsportal.origin import absolute

# Excel takes a file for UTF-8 that begins with it.
BOM = "\ufeff"
# So many comments are read at a time.
BATCH = 500
# What begins a formula somewhere, and the minus sign that a text program makes of a hyphen.
FORMULA = frozenset("=+-@\u2212")
# Where a program set to another separator, or one that minds no quotation marks, begins another cell.
CELLS = re.compile(r"(?<=[\r\n\t;])")


class Row(NamedTuple):
    """A comment, and what other tables say of it."""

    comment: Comment
    decision: Move | None
    reports: int


@dataclass(frozen=True)
class Words:
    """The words of the account's language, looked up before the first line: lines are made outside any request."""

    statuses: dict[str, str]
    rules: dict[str, str]
    separator: str
    portal: str

    def rules_in(self, stored: str) -> str:
        return self.separator.join(self.rules.get(code, code) for code in stored.split(",") if code)

    def decided_by(self, decision: Move | None) -> str:
        if decision is None:
            return ""
        return account_name(decision.by) if decision.by else self.portal


class Column(NamedTuple):
    heading: object
    value: Callable[[Row, Words], object]


COLUMNS = (
    Column(_("number"), lambda row, words: row.comment.pk),
    Column(_("status"), lambda row, words: words.statuses[row.comment.status]),
    Column(_("written at"), lambda row, words: moment(row.comment.created_at)),
    Column(_("name"), lambda row, words: row.comment.name),
    Column(_("comment"), lambda row, words: row.comment.text),
    Column(_("article"), lambda row, words: row.comment.article.title),
    Column(_("address of the article"), lambda row, words: absolute(row.comment.article.get_absolute_url())),
    Column(_("in reply to"), lambda row, words: row.comment.answered_id or row.comment.parent_id or ""),
    Column(_("held because"), lambda row, words: words.rules_in(row.comment.held_because)),
    Column(_("decided by"), lambda row, words: words.decided_by(row.decision)),
    Column(_("decided at"), lambda row, words: moment(row.decision.at) if row.decision else ""),
    Column(_("reports"), lambda row, words: row.reports),
)
PRIVATE_COLUMNS = (
    Column(_("e-mail"), lambda row, words: row.comment.email),
    Column(_("IP address"), lambda row, words: row.comment.ip_address or ""),
    Column(_("browser"), lambda row, words: row.comment.user_agent),
)


class Line:
    """What csv.writer writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(keys: Sequence[int], *, sees_private: bool) -> Iterator[str]:
    """Return the lines of a file with these comments in this order, its first one a BOM and the headings.

    Its words are those of the language that is active now. Costs three queries for five hundred comments; those that
    are gone meanwhile are left out.
    """
    columns = COLUMNS + PRIVATE_COLUMNS if sees_private else COLUMNS
    words = Words(
        statuses={str(value): str(label) for value, label in Comment.Status.choices},
        rules={code: str(rule.reason) for code, rule in KNOWN.items()},
        separator=pgettext("between names", ", "),
        portal=gettext("the portal"),
    )
    return _lines(keys, columns, [str(column.heading) for column in columns], words)


def harmless(value: object) -> str:
    """Return a cell in which no spreadsheet program finds a formula, by an apostrophe before whatever could be one.

    OWASP, "CSV Injection": = + - @, tab and carriage return at the beginning; here also in their wide forms, behind
    spaces and invisible characters, and behind what some program takes for the end of a cell.
    """
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\0", "")
    safe = "".join(f"'{part}" if _is_formula(part) else part for part in CELLS.split(text))
    return f"'{safe}" if safe[:1] in {"\t", "\r", "\n"} else safe


def moment(at: datetime) -> str:
    """Return a moment as ISO 8601, in TIME_ZONE."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _lines(keys: Sequence[int], columns: Sequence[Column], headings: Sequence[str], words: Words) -> Iterator[str]:
    # All in quotation marks: a semicolon or a line end parts no cell.
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    yield BOM + writer.writerow(map(harmless, headings))
    for start in range(0, len(keys), BATCH):
        # Nothing is handed out in between: the thread's language has to be the caller's again by then.
        with override(settings.LANGUAGE_CODE):
            lines = [
                writer.writerow([harmless(column.value(row, words)) for column in columns])
                for row in _rows(keys[start : start + BATCH])
            ]
        yield "".join(lines)


def _rows(keys: Sequence[int]) -> list[Row]:
    comments = Comment.objects.select_related("article").defer(
        "html", "search_text", "article__body", "article__body_html"
    )
    found = comments.in_bulk(keys)
    # The move that brought a comment where it stands; its receipt is no decision.
    moves = Move.objects.filter(comment__in=keys, to_status=F("comment__status")).exclude(from_status="")
    moves = moves.exclude(from_status=F("to_status")).select_related("by").order_by("pk")
    decisions = {move.comment_id: move for move in moves}
    counted = Report.objects.filter(comment__in=keys).order_by().values_list("comment").annotate(number=Count("pk"))
    reports = dict(counted)
    return [Row(found[key], decisions.get(key), reports.get(key, 0)) for key in keys if key in found]


def _is_formula(part: str) -> bool:
    first = next((character for character in part if not is_blank(character)), "")
    return unicodedata.normalize("NFKC", first)[:1] in FORMULA
