"""The editorial calendar in Chromium: dragged, by keyboard, without a script, and what axe says of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

CALENDAR = "/admin/articles/assignment/"
# In the week after the next: whatever the hour, all of it lies ahead.
MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, Assignment, Section
from articles.planning.entries import midnight
from articles.planning.span import Unit, span_of
first = span_of(Unit.WEEK, timezone.localdate()).last + timedelta(days=8)
at = midnight(first + timedelta(days=1)) + timedelta(hours=8, minutes=30)
story = Article.objects.create(title={name!r}, section=Section.objects.first(), body="<p>نص</p>",
    status="published", published_at=at)
assignment = Assignment.objects.create(what="تكليف " + {name!r}, due_at=at, section=Section.objects.first())
print(json.dumps([first.isoformat(), story.pk, assignment.pk]))
"""


@dataclass(frozen=True)
class Plan:
    """A story and an assignment on the Monday of a week that lies ahead."""

    sunday: date
    story: int
    assignment: int

    @property
    def path(self) -> str:
        return f"{CALENDAR}?week={self.sunday}"

    def on(self, page: Page, days: int) -> Locator:
        """Return the cell so many days after Sunday."""
        return page.locator(f'[data-day="{self.sunday + timedelta(days=days)}"]')

    def entry(self, page: Page, days: int) -> Locator:
        return self.on(page, days).locator(f'[data-entry="story-{self.story}"]')


@pytest.fixture
def make_plan(portal: Portal) -> Callable[[str], Plan]:
    def make(name: str) -> Plan:
        sunday, story, assignment = json.loads(portal.run(MAKE.format(name=name)).splitlines()[-1])
        return Plan(date.fromisoformat(sunday), story, assignment)

    return make


Desk = Callable[..., Page]


class TestDragging:
    def test_a_story_moves_to_another_day_at_its_hour_and_back(
        self, desk: Desk, make_plan: Callable[..., Plan]
    ) -> None:
        plan = make_plan("خبر يُجر")
        page = desk(plan.path)
        plan.entry(page, 1).drag_to(plan.on(page, 3))
        expect(plan.entry(page, 3).locator(".entry-time")).to_have_text("08:30")
        expect(plan.entry(page, 3).locator(".entry-line a")).to_be_focused()
        expect(plan.entry(page, 1)).to_have_count(0)
        expect(page.locator("[data-said]")).to_contain_text("نُقل «\u2068خبر يُجر\u2069» إلى الأربعاء")
        page.locator("[data-undo]").click()
        expect(page.locator("[data-said]")).to_contain_text("عاد «\u2068خبر يُجر\u2069» إلى الاثنين")
        expect(plan.entry(page, 1).locator(".entry-time")).to_have_text("08:30")
        expect(page.locator("[data-undo]")).to_be_hidden()
        assert page.complaints == []

    def test_one_that_a_colleague_moved_meanwhile_stays(
        self, portal: Portal, desk: Desk, make_plan: Callable[..., Plan]
    ) -> None:
        plan = make_plan("خبر يسبقه غيره")
        page = desk(plan.path)
        portal.run(f"from articles.models import *\nArticle.objects.filter(pk={plan.story}).update(version=5)")
        plan.entry(page, 1).drag_to(plan.on(page, 3))
        expect(page.locator("[data-said][data-bad]")).to_contain_text("غيّره أحد الزملاء")
        expect(plan.entry(page, 1)).to_be_visible()
        # The page shows it as it stands now.
        plan.entry(page, 1).drag_to(plan.on(page, 3))
        expect(plan.entry(page, 3)).to_be_visible()


class TestKeyboard:
    def test_a_small_form_moves_it_and_says_what_cannot_be(self, desk: Desk, make_plan: Callable[..., Plan]) -> None:
        plan = make_plan("خبر بلوحة المفاتيح")
        page = desk(plan.path)
        move = plan.entry(page, 1).locator("[data-move-link]")
        move.press("Enter")
        day, dialog = page.locator("dialog [name=at_0]"), page.locator("dialog")
        expect(day).to_be_focused()
        day.press("Escape")
        expect(move).to_be_focused()
        move.press("Enter")
        day.fill("2020-01-01")
        day.press("Enter")
        expect(dialog.get_by_role("alert")).to_have_text("هذا الوقت قد مضى. اختر موعداً قادماً.")
        expect(day).to_have_attribute("aria-invalid", "true")
        expect(dialog).to_have_accessible_description("خبر بلوحة المفاتيح")
        assert violations(page) == []
        day.fill(f"{plan.sunday + timedelta(days=4)}")
        day.press("Enter")
        expect(dialog).to_be_hidden()
        expect(plan.entry(page, 4).locator(".entry-line a")).to_be_focused()
        expect(page.get_by_role("status")).to_contain_text("إلى الخميس")


class TestWithoutScript:
    def test_an_entry_is_moved_and_a_story_begun(
        self, portal: Portal, desk: Desk, make_plan: Callable[..., Plan]
    ) -> None:
        plan = make_plan("خبر بلا برنامج")
        page = desk(plan.path, java_script_enabled=False, viewport=PHONE)
        plan.entry(page, 1).locator("[data-move-link]").click()
        page.locator("[name=at_0]").fill(f"{plan.sunday + timedelta(days=5)}")
        page.locator(".move-form button").click()
        expect(page.locator(".messagelist")).to_contain_text("إلى الجمعة")
        expect(plan.entry(page, 5)).to_be_visible()
        page.locator(f'[data-entry="assignment-{plan.assignment}"]').get_by_role(
            "button", name="ابدأ كتابة الخبر"
        ).click()
        expect(page.locator("#id_title")).to_have_value("تكليف خبر بلا برنامج")


class TestLooks:
    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_pages_are_clean_and_fit(
        self, desk: Desk, make_plan: Callable[..., Plan], viewport: dict[str, int], scheme: str
    ) -> None:
        plan = make_plan("خبر ينظر فيه")
        page = desk(plan.path, viewport=viewport, color_scheme=scheme)
        own = f"{CALENDAR}{plan.assignment}"
        paths = [plan.path, f"{CALENDAR}?month={plan.sunday:%Y-%m}", f"{own}/change/", f"{own}/move/", f"{own}/begin/"]
        for path in paths:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert page.complaints == [], path
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], path
            assert violations(page) == [], path
            # The browser tells of styles that axe itself brings along.
            page.complaints.clear()
