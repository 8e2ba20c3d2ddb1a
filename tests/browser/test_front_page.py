"""The newsroom's front page and everybody's preferences in Chromium: on any screen, from both sides, by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]


TABLET = {"width": 768, "height": 1024}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The middle of the element in hundredths of the window's width.
MIDDLE = "element => { const box = element.getBoundingClientRect(); return 50 * (box.left + box.right) / innerWidth }"
PREFERENCES = "/admin/preferences/"


@pytest.fixture
def desk(open_page: OpenPage, log_in: SignIn) -> Callable[..., Page]:
    """Return a function that opens a page of the newsroom; ``page.complaints`` are the console's."""

    def open_desk(path: str = "/admin/", username: str = "moderator", **options: object) -> Page:
        page = open_page("about:blank", **options)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        log_in(page, username)
        if path != "/admin/":
            page.goto(path)
        return page

    return open_desk


@pytest.fixture
def english(portal: Portal) -> Iterator[None]:
    lines = "from newsportal.models import StaffPreference as P\nfrom django.contrib.auth.models import User\n"
    lines += "P.objects.update_or_create(user=User.objects.get(username='moderator'), defaults={'language': %r})"
    portal.run(lines % "en")
    yield
    portal.run(lines % "ar")


@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESKTOP], ids=["phone", "tablet", "desktop"])
@pytest.mark.parametrize("path", ["/admin/", PREFERENCES])
class TestAnyScreen:
    def test_nothing_runs_off_it_and_the_policy_holds(
        self, desk: Callable[..., Page], path: str, viewport: dict[str, int]
    ) -> None:
        page = desk(path, viewport=viewport)
        for summary in page.locator(".panel summary").all():
            summary.click()
        assert page.evaluate(SIDEWAYS) == 0
        assert page.complaints == []


class TestFigures:
    def test_time_runs_from_the_right_and_the_lists_stand_there(self, desk: Callable[..., Page]) -> None:
        page = desk()
        days = page.locator(".panel-comments .columns g")
        expect(days).to_have_count(14)
        places = [day.evaluate(MIDDLE) for day in days.locator("text:not(.below)").all()]
        # In the markup, too, from left to right.
        assert places == sorted(places)
        today = page.locator("h1").inner_text()
        assert str(days.first.locator("title").text_content()).startswith(today)
        assert page.locator("#content-main").evaluate(MIDDLE) > page.locator(".desk-figures").evaluate(MIDDLE)

    @pytest.mark.usefixtures("english")
    def test_an_english_newsroom_stands_the_other_way_round(self, desk: Callable[..., Page]) -> None:
        page = desk()
        today = page.locator("h1").inner_text()
        assert str(page.locator(".panel-comments .columns g").last.locator("title").text_content()).startswith(today)
        assert page.locator("#content-main").evaluate(MIDDLE) < page.locator(".desk-figures").evaluate(MIDDLE)

    def test_columns_have_colours_and_hatches(self, desk: Callable[..., Page]) -> None:
        page = desk()
        fills = {
            kind: page.locator(f".panel-comments .columns rect.{kind}").first.evaluate(
                "one => getComputedStyle(one).fill"
            )
            for kind in ("approved", "pending", "refused", "spam")
        }
        assert len(set(fills.values())) == len(fills)
        assert "rgb(0, 0, 0)" not in fills.values()
        expect(page.locator(".panel-comments .columns rect[fill='url(#comments-pending)']").first).to_be_visible()

    def test_a_story_leads_to_its_queue(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.locator(".panel-stories .bars a").first.click()
        page.wait_for_url("**/admin/comments/comment/?article=*")
        expect(page.locator("#result_list tbody tr").first).to_be_visible()

    def test_the_button_leads_to_the_queue(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.locator(".desk-now .button").click()
        page.wait_for_url("**/admin/comments/comment/")


class TestPreferences:
    def test_hours_are_chosen_by_keyboard_and_stay(self, desk: Callable[..., Page]) -> None:
        page = desk(PREFERENCES)
        page.get_by_label("08:00").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="احفظ").press("Enter")
        expect(page.locator(".messagelist .success")).to_have_text("حُفظت تفضيلاتك.")
        expect(page.get_by_label("08:00")).to_be_checked()
        page.get_by_label("08:00").uncheck()
        page.get_by_role("button", name="احفظ").click()
        expect(page.get_by_label("08:00")).not_to_be_checked()

    def test_an_hour_is_large_enough_for_a_thumb(self, desk: Callable[..., Page]) -> None:
        page = desk(PREFERENCES, viewport=PHONE)
        box = page.locator(".hours label").first.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
