"""The comments of a page as HTML. A page holds fifty and more, so this joins strings and renders no template."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from articles.corrections.markup import PLACE as CORRECTIONS
from articles.site.conventions import timestamps
from comments.models import Comment
from newsportal.arabic.bidi import isolate
from newsportal.arabic.names import colour_of, initial

Facts = tuple[Any, ...]

# Stands for a name where a sentence is parted around it.
PLACE = "\ue000"

APPROVED, WITHDRAWN = Comment.Status.APPROVED.value, Comment.Status.WITHDRAWN.value

facts_of: Callable[[Mapping[str, Any]], Facts] = itemgetter(
    "id", "parent_id", "answered_id", "depth", "name", "website", "html", "created_at", "is_staff", "is_pick"
)


class Person(NamedTuple):
    """What a page shows of a name: escaped, the same for the middle of an attribute, and the avatar."""

    name: str
    isolated: str
    letter: str
    colour: int


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What all comments of a page share: addresses that a comment's key completes, and words of the language."""

    comments_address: str
    reply_address: str
    written: Callable[[datetime], str]
    in_reply_to: str
    reply: str
    report: str
    # A name stands between the two.
    reply_heading: tuple[str, str]
    reply_to: tuple[str, str]
    report_of: tuple[str, str]
    nobody: str
    staff: str
    pick: str
    before: str
    deleted: str
    withdrawn: str


def comment_items(
    rows: Iterable[Mapping[str, Any]],
    *,
    comments_address: str,
    reply_address: str,
    corrected_at: datetime | None = None,
) -> list[str]:
    """Return the items of a thread's list in the active language, from rows of the columns ``SHOWN`` (threads.py).

    A reply comes somewhere below its parent. ``reply_address`` is empty where the story takes no comments. What was
    written before the story's latest correction is marked. All that was typed is escaped; they stay parts, since
    joining them copies the largest text of a page.
    """
    around = _surroundings(get_language(), comments_address, reply_address, timestamps())
    names: dict[int, str] = {}
    items = []
    for row in rows:
        if row["status"] == APPROVED:
            names[row["id"]] = row["name"]
            answered = names.get(row["answered_id"] or row["parent_id"], "")
            is_before = corrected_at is not None and row["created_at"] < corrected_at
            items.append(_comment(facts_of(row), answered, isinstance(row["html"], SafeString), is_before, around))
        else:
            # Nothing else of a deleted comment is shown: its name, website and text stay in the database.
            says = around.withdrawn if row["status"] == WITHDRAWN else around.deleted
            content = f'<p class="comment-deleted" data-actions>{says}</p>'
            items.append(f"{_opening(row['id'], row['depth'])}{content}</li>\n")
    return items


# Most pages that are made anew show comments that stood there before; four kilobytes each.
@lru_cache(maxsize=2_000)
def _comment(facts: Facts, answered: str, is_built: bool, is_before: bool, around: Surroundings) -> str:
    """Return the item of a comment; ``answered`` is the name of whom it replies to, empty where that is nobody."""
    key, parent, replied_to, depth, name, website, html, created_at, is_staff, is_pick = facts
    # Below the deepest step a reply hangs below another comment than the one that it answers.
    parent = replied_to or parent
    person = _person(name)
    named = f'<bdi class="comment-name" dir="auto">{person.name}</bdi>'
    if website:
        named = f'<a href="{escape(website)}" rel="nofollow ugc noopener">{named}</a>'
    if is_staff:
        named += f' <span class="badge badge-staff">{around.staff}</span>'
    if is_pick:
        named += f' <span class="badge">{around.pick}</span>'
    before = f' <a class="badge badge-before" href="#{CORRECTIONS}">{around.before}</a>' if is_before else ""
    answering = ""
    if parent:
        other = _person(answered).name if answered else around.nobody
        answering = (
            f'<p class="comment-parent">{around.in_reply_to} '
            f'<a href="#comment-{parent}"><bdi dir="auto">{other}</bdi></a></p>'
        )
    return (
        f'{_opening(key, depth)}\n<div class="comment-head">'
        f'<span class="avatar avatar-{person.colour}" aria-hidden="true">{person.letter}</span> {named} '
        f'<a class="comment-link" href="{around.comments_address}{key}/">{around.written(created_at)}</a>'
        f'{before}{answering}</div>\n<div class="comment-text">{html if is_built else escape(html)}</div>\n'
        '<p class="comment-actions" data-actions="reply">'
        f"{_actions(key, person.isolated, is_staff, around)}</p></li>\n"
    )


def _opening(key: int, depth: int) -> str:
    return f'<li class="comment depth-{depth}" id="comment-{key}" data-depth="{depth}">'


def _actions(key: int, name: str, is_staff: bool, around: Surroundings) -> str:
    """Return the links below a comment. Their labels begin with the words that are seen (WCAG 2.5.3)."""
    links = ""
    if around.reply_address:
        before, after = around.reply_to
        heading, end = around.reply_heading
        links = (
            f'<a href="{around.reply_address}{key}#comment-form" rel="nofollow" data-reply="{key}"'
            f' data-heading="{heading}{name}{end}" aria-label="{before}{name}{after}">{around.reply}</a>'
        )
    if not is_staff:
        before, after = around.report_of
        links += (
            f'<a href="{around.comments_address}{key}/report/" rel="nofollow"'
            f' aria-label="{before}{name}{after}">{around.report}</a>'
        )
    return links


@lru_cache(maxsize=500)
def _surroundings(
    language: str | None, comments_address: str, reply_address: str, written: Callable[[datetime], str]
) -> Surroundings:
    return Surroundings(
        comments_address=escape(comments_address),
        reply_address=escape(reply_address),
        written=written,
        in_reply_to=gettext("In reply to"),
        reply=gettext("Reply"),
        report=gettext("Report"),
        reply_heading=_around_name(gettext("Reply to %(name)s")),
        reply_to=_around_name(pgettext("label of “Reply”", "Reply to %(name)s")),
        report_of=_around_name(gettext("Report the comment of %(name)s")),
        nobody=gettext("a deleted comment"),
        staff=gettext("The newsroom"),
        pick=gettext("Editor’s pick"),
        before=gettext("Written before the correction"),
        deleted=gettext("This comment was deleted."),
        withdrawn=gettext("The author deleted this comment."),
    )


def _around_name(sentence: str) -> tuple[str, str]:
    """Return what stands before and after the name in a sentence of the language."""
    before, _, after = escape(sentence % {"name": PLACE}).partition(PLACE)
    return before, after


# Finding the letter and the colour of a name takes longer than all else about a comment.
@lru_cache(maxsize=10_000)
def _person(name: str) -> Person:
    return Person(escape(name), escape(isolate(name)), escape(initial(name)), colour_of(name))
