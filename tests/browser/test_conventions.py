"""The paper's conventions where scripts have a hand in them."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AGES = [
    (MINUTE, "قبل دقيقة واحدة"),
    (2 * MINUTE, "قبل دقيقتين"),
    (3 * MINUTE, "قبل 3 دقائق"),
    (11 * MINUTE, "قبل 11 دقيقة"),
    (HOUR, "قبل ساعة واحدة"),
    (2 * HOUR, "قبل ساعتين"),
    (3 * HOUR, "قبل 3 ساعات"),
    (11 * HOUR, "قبل 11 ساعة"),
    (DAY, "أمس"),
    (2 * DAY, "أول أمس"),
    (3 * DAY, "قبل 3 أيام"),
]
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SETTINGS = "/admin/articles/sitesettings/"
CHOOSE = "from articles.models import SiteSettings; SiteSettings(**{!r}).save()"


@pytest.fixture
def choose(portal: Portal) -> Iterator[Callable[..., None]]:
    """Return a function that saves site settings; the usual ones come back after the test."""

    def save(**fields: object) -> None:
        portal.run(CHOOSE.format(fields))

    yield save
    save()


@pytest.fixture(params=["western", "eastern"])
def digits(request: pytest.FixtureRequest, choose: Callable[..., None]) -> str:
    choose(digits=request.param)
    return str(request.param)


def written(text: str, digits: str) -> str:
    return text.translate(EASTERN) if digits == "eastern" else text


class TestAges:
    def test_plural_and_digits_are_right(self, open_page: OpenPage, digits: str) -> None:
        page = open_page("/latest/")
        shown = page.locator("time[data-relative]").first
        published = datetime.fromisoformat(shown.get_attribute("datetime") or "")
        for age, expected in AGES:
            page.clock.set_fixed_time(published + age)
            page.reload()
            expect(shown).to_have_text(written(expected, digits))
            expect(shown).to_have_attribute("title", re.compile(written(str(published.year), digits)))

    def test_older_than_a_week_stays_absolute(self, open_page: OpenPage, digits: str) -> None:
        page = open_page("/latest/")
        shown = page.locator("time[data-relative]").first
        published = datetime.fromisoformat(shown.get_attribute("datetime") or "")
        page.clock.set_fixed_time(published + 11 * DAY)
        page.reload()
        expect(shown).to_contain_text(written(f"{published.year}، {published:%H:%M}", digits))

    def test_english_counts_in_western_digits(self, open_page: OpenPage, digits: str) -> None:
        page = open_page("/en/latest/")
        shown = page.locator("time[data-relative]").first
        published = datetime.fromisoformat(shown.get_attribute("datetime") or "")
        page.clock.set_fixed_time(published + 11 * MINUTE)
        page.reload()
        expect(shown).to_have_text("11 minutes ago")


class TestCounter:
    def test_characters_left_obey(self, portal: Portal, open_page: OpenPage, digits: str) -> None:
        page = open_page(portal.article_path("قانون المياه"))
        page.fill("[name=comment]", "ع" * 4988)
        expect(page.locator("#comment-counter")).to_have_text(written("12", digits))
        page.fill("[name=comment]", "ع" * 5003)
        expect(page.locator("#comment-counter")).to_have_text(re.compile(written("3", digits) + "$"))

    def test_they_are_said_at_few_lengths(self, portal: Portal, open_page: OpenPage, digits: str) -> None:
        page = open_page(portal.article_path("قانون المياه"))
        said, near = page.locator("[data-counter-status]"), written("500", digits)
        expect(page.locator("#comment-counter")).to_have_attribute("aria-live", "off")
        for length, sentence in {
            4499: "",
            4500: f"بقي لك {near} حرف على الأكثر.",
            4700: f"بقي لك {near} حرف على الأكثر.",
            4901: f"بقي لك {written('100', digits)} حرف على الأكثر.",
            4985: f"بقي لك {written('20', digits)} حرفاً على الأكثر.",
            5000: "بلغ التعليق حدّه الأقصى.",
        }.items():
            page.fill("[name=comment]", "ع" * length)
            expect(said).to_have_text(sentence)


class TestPreview:
    def test_a_choice_is_shown_before_it_is_saved(
        self, open_page: OpenPage, let_in: SignIn, choose: Callable[..., None]
    ) -> None:
        choose()
        page = open_page("/admin/")
        let_in(page, "admin")
        page.goto(SETTINGS)
        panel, status = page.locator("[data-preview]"), page.get_by_role("status")
        expect(panel).to_contain_text("12 تعليقاً")
        expect(status).to_be_empty()
        page.get_by_label("شرقية").check()
        expect(panel).to_contain_text("١٢ تعليقاً")
        page.get_by_label("التاريخ الهجري").check()
        expect(panel).to_contain_text("هـ")
        page.get_by_label("مستقيمة").check()
        expect(panel).to_contain_text('"يبدأ العمل في الربيع"')
        expect(status).to_have_text("تُظهر المعاينة ما اخترته، ولم يُحفظ شيء بعد.")
        page.goto(SETTINGS)
        expect(panel).to_contain_text("12 تعليقاً")

    def test_without_script_the_panel_shows_what_is_saved(
        self, open_page: OpenPage, let_in: SignIn, choose: Callable[..., None]
    ) -> None:
        choose(digits="eastern", months="levantine")
        page = open_page("/admin/", java_script_enabled=False)
        let_in(page, "admin")
        page.goto(SETTINGS)
        expect(page.locator("[data-preview]")).to_contain_text("١٢ تعليقاً")
        page.get_by_label("غربية").check()
        page.locator("[name=_save]").click()
        page.goto("/latest/")
        expect(page.locator(".today")).to_contain_text(re.compile("[0-9]{4}"))


class TestNewsroom:
    def test_ticked_rows_are_counted_in_the_papers_digits(
        self, open_page: OpenPage, let_in: SignIn, digits: str
    ) -> None:
        page = open_page("/admin/")
        let_in(page, "editor")
        page.goto("/admin/articles/article/")
        for box in page.locator("tbody .action-select").all()[:3]:
            box.check()
        expect(page.locator(".action-counter")).to_contain_text(written("حُدِّدت 3 من", digits))

    def test_calendars_show_them_and_still_choose_a_day(
        self, open_page: OpenPage, let_in: SignIn, digits: str
    ) -> None:
        page = open_page("/admin/", timezone_id="America/Lima")
        let_in(page, "editor")
        page.goto("/admin/articles/article/add/")
        expect(page.locator(".timezonewarning").first).to_contain_text(written("8", digits))
        page.fill("#id_published_at_0", "2026-11-23")
        page.locator(".datetimeshortcuts a:has(.date-icon)").first.click()
        calendar = page.locator(".calendar:visible")
        expect(calendar.locator("caption")).to_contain_text(written("2026", digits))
        calendar.get_by_text(written("11", digits), exact=True).click()
        expect(page.locator("#id_published_at_0")).to_have_value("2026-11-11")
