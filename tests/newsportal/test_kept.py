from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import timezone, translation

from newsportal import generations
from newsportal.templatetags import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_mirror(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def part() -> Callable[..., str]:
    """A function that renders one kept part, whose text counts how often it was really rendered."""
    template = engines["django"].from_string("{% load kept %}{% kept number word.length %}{{ next }}{% endkept %}")
    renderings = count(1)
    return lambda **context: template.render({"next": lambda: next(renderings), **context})


class TestKept:
    def test_it_is_rendered_once(self, part):
        assert [part(), part(), part()] == ["1", "1", "1"]

    def test_each_combination_of_values_is_another_part(self, part):
        values = [{"number": 1}, {"number": 2}, {"number": 2, "word": {"length": 1}}, {"number": 1}, {}]
        assert [part(**each) for each in values] == ["1", "2", "3", "1", "4"]

    def test_each_language_is_another_part(self, part):
        texts = []
        for language in ("ar", "en", "ar"):
            with translation.override(language):
                texts.append(part())
        assert texts == ["1", "2", "1"]

    def test_midnight_in_the_paper_s_zone_ends_it(self, part, monkeypatch):
        # 23:59, 0:01 and 2:59 in Riyadh.
        texts = []
        for moment in (datetime(2026, 1, 1, 20, 59), datetime(2026, 1, 1, 21, 1), datetime(2026, 1, 1, 23, 59)):
            monkeypatch.setattr(timezone, "now", lambda moment=moment: moment.replace(tzinfo=UTC))
            texts.append(part())
        assert texts == ["1", "2", "2"]

    def test_a_change_of_the_site_ends_it(self, part, django_capture_on_commit_callbacks):
        assert part() == "1"
        with django_capture_on_commit_callbacks(execute=True):
            generations.advance("lists", generations.article(1))
        assert part() == "1"
        with django_capture_on_commit_callbacks(execute=True):
            generations.advance("site")
        assert part() == "2"

    def test_a_change_during_rendering_is_seen_the_next_time(self, django_capture_on_commit_callbacks):
        template = engines["django"].from_string("{% load kept %}{% kept %}{{ read }}{% endkept %}")
        stored = ["old"]

        def read() -> str:
            found = stored[0]
            stored[0] = "new"
            with django_capture_on_commit_callbacks(execute=True):
                generations.advance("site")
            return found

        assert [template.render({"read": read}) for _ in range(2)] == ["old", "new"]

    def test_two_parts_of_a_page_are_two(self):
        source = "{% load kept %}{% kept %}a{{ x }}{% endkept %}{% kept %}b{{ x }}{% endkept %}"
        template = engines["django"].from_string(source)
        assert [template.render({"x": x}) for x in "12"] == ["a1b1", "a1b1"]

    def test_memory_is_bounded(self, part, monkeypatch):
        monkeypatch.setattr(kept, "MOST", 10)
        for number in range(100):
            part(number=number)
        assert len(kept.parts()) <= 10

    def test_what_it_shows_stays_escaped(self):
        template = engines["django"].from_string("{% load kept %}{% kept %}{{ x }}{% endkept %}")
        assert [template.render({"x": "<b>"}) for _ in range(2)] == ["&lt;b&gt;"] * 2

    def test_a_block_cannot_be_kept(self):
        with pytest.raises(TemplateSyntaxError, match="cannot stand in a kept part"):
            engines["django"].from_string(
                "{% load kept %}{% kept %}{% if x %}{% block y %}{% endblock %}{% endif %}{% endkept %}"
            )

    def test_it_stands_in_a_page_that_extends_another(self):
        engine = engines["django"].engine
        parent = engine.from_string("{% load kept %}{% kept %}a{{ x }}{% endkept %}{% block b %}{% endblock %}")
        child = engine.from_string(
            "{% extends parent %}{% load kept %}{% block b %}{% kept %}b{{ x }}{% endkept %}{% endblock %}"
        )
        assert [child.render(Context({"x": x, "parent": parent})) for x in "12"] == ["a1b1", "a1b1"]
