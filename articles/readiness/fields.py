"""Checks of single fields; the first three keep a story back."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.readiness.problem import Check
from articles.readiness.story import Story
from articles.site.conventions import digits
from articles.workflow.gate import has_text, has_title

# Longer ones break off in lists and search engines.
LONGEST_TITLE = 110

Found = Iterator[tuple[str, str]]


def _no_title(story: Story) -> Found:
    if not has_title(story.title):
        yield "title", _("There is no title. Write one before you publish.")


def _no_section(story: Story) -> Found:
    if not story.has_section:
        yield "section", _("No section is chosen. Choose where readers find the story.")


def _no_text(story: Story) -> Found:
    if not has_text(story.body):
        yield "body", _("There is no text. Write it before you publish.")


def _long_title(story: Story) -> Found:
    if len(story.title) > LONGEST_TITLE:
        text = _("The title has %(length)s characters. Shorten it to %(most)s, or lists will cut it off.")
        yield "title", text % {"length": digits(len(story.title)), "most": digits(LONGEST_TITLE)}


def _no_standfirst(story: Story) -> Found:
    if not story.standfirst:
        yield "standfirst", _("There is no standfirst. Add one or two sentences for lists and search engines.")


def _no_source(story: Story) -> Found:
    if not story.has_source:
        yield "source", _("No source is named. Choose where the story comes from, your own paper too.")


TITLE = Check("title", _no_title, is_gate=True)
SECTION = Check("section", _no_section, is_gate=True)
TEXT = Check("text", _no_text, is_gate=True)
LONG_TITLE = Check("long_title", _long_title)
STANDFIRST = Check("standfirst", _no_standfirst)
SOURCE = Check("source", _no_source)
