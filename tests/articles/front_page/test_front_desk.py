"""The newsroom's page on which home and sections are arranged: its rights, its buttons, and what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.front_page.models import Front, Pin
from articles.models import Article
from newsportal import generations
from tests.articles.front_page.arranging import arrange_page, pinned, post
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

HOME = "/admin/articles/front/home/"
LIST = "/admin/articles/front/"


def row(article: Article | int, slot: str = "", day: str = "", time: str = "") -> dict[str, Any]:
    key = article if isinstance(article, int) else article.pk
    return {"article": key, "slot": slot, "ends_at_0": day, "ends_at_1": time}


def slots(answer: Any) -> dict[str, int]:
    """Return the pinned stories that a page shows, by the name of their slot."""
    views = [slot for area in answer.context["areas"] for slot in area.slots]
    return {view.name: view.row.story.pk for view in views if view.row}


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user(groups=("Editors",), first_name="سلمى", username="salma"))
    return client


class TestRights:
    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    @pytest.mark.parametrize("path", [LIST, HOME, f"{HOME}preview/", "/admin/articles/front/section/1/"])
    def test_others_than_editors_are_refused(self, client: Client, group: str, path: str) -> None:
        make_section(pk=1)
        client.force_login(make_user(groups=(group,)))
        assert client.post(path, {"_save": ""}).status_code == 403
        if not path.endswith("preview/"):
            assert client.get(path).status_code == 403

    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_editors_and_administrators_see_all_pages(self, client: Client, group: str) -> None:
        section = make_section()
        client.force_login(make_user(groups=(group,)))
        html = client.get(LIST).content.decode()
        assert HOME in html
        assert f"/admin/articles/front/section/{section.pk}/" in html

    def test_visitors_are_asked_who_they_are(self, client: Client) -> None:
        assert client.get(HOME).status_code == 302

    def test_a_section_that_is_none_is_404(self, desk: Client) -> None:
        assert desk.get("/admin/articles/front/section/987654/").status_code == 404

    def test_a_record_of_a_change_leads_to_its_page(self, desk: Client) -> None:
        front = Front.objects.create(section=make_section())
        answer = desk.get(f"{LIST}{front.pk}/change/")
        assert answer.headers["Location"] == f"/admin/articles/front/section/{front.section_id}/"
        assert desk.get(f"{LIST}987/change/").status_code == desk.get(f"{LIST}x/change/").status_code == 404


class TestButtons:
    def test_pinning_puts_a_story_into_a_slot_and_stores_nothing(self, desk: Client) -> None:
        story = make_article()
        answer = post(desk, HOME, [], _pin=f"{story.pk}:strip-3")
        assert slots(answer) == {"strip-3": story.pk}
        assert not Pin.objects.exists()

    def test_without_a_slot_it_takes_the_first_free_one_beside_the_lead(self, desk: Client) -> None:
        story, other = make_article(), make_article()
        answer = post(desk, HOME, [row(other, "secondary-1")], _pin=str(story.pk))
        assert slots(answer) == {"secondary-1": other.pk, "secondary-2": story.pk}

    def test_a_moved_story_changes_places(self, desk: Client) -> None:
        story, other = make_article(), make_article()
        rows = [row(story, "strip-1"), row(other, "lead-1")]
        assert slots(post(desk, HOME, rows, _pin=f"{story.pk}:lead-1")) == {"lead-1": story.pk, "strip-1": other.pk}

    def test_a_row_is_moved_by_its_own_box_and_changes_places(self, desk: Client) -> None:
        story, other = make_article(), make_article()
        rows = [{**row(story, "lead-1"), "stood": "strip-1"}, {**row(other, "lead-1"), "stood": "lead-1"}]
        assert slots(post(desk, HOME, rows, _move=str(story.pk))) == {"lead-1": story.pk, "strip-1": other.pk}

    @pytest.mark.parametrize("slot", ["", "strip-9", "\x00"])
    def test_a_box_that_names_no_slot_moves_nothing(self, desk: Client, slot: str) -> None:
        story = make_article()
        answer = post(desk, HOME, [{**row(story, slot), "stood": "strip-1"}], _move=str(story.pk))
        assert answer.status_code == 200
        assert [each.story for each in answer.context["homeless"]] == [story]

    def test_a_new_one_moves_what_stood_there_to_the_next_free_slot(self, desk: Client) -> None:
        story, other, third = make_article(), make_article(), make_article()
        rows = [row(other, "secondary-1"), row(third, "secondary-2")]
        assert slots(post(desk, HOME, rows, _pin=f"{story.pk}:secondary-1")) == {
            "secondary-1": story.pk,
            "secondary-2": third.pk,
            "secondary-3": other.pk,
        }

    def test_where_no_slot_is_free_the_other_keeps_its_row(self, desk: Client) -> None:
        stories = [make_article() for _ in range(12)]
        names = ["lead-1", *(f"secondary-{n}" for n in range(1, 5)), *(f"strip-{n}" for n in range(1, 7))]
        rows = [row(story, name) for story, name in zip(stories, names, strict=False)]
        answer = post(desk, HOME, rows, _pin=f"{stories[11].pk}:lead-1")
        assert [each.story.pk for each in answer.context["homeless"]] == [stories[0].pk]

    def test_unpinning_takes_a_row_out(self, desk: Client) -> None:
        story, other = make_article(), make_article()
        rows = [row(story, "strip-1"), row(other, "lead-1")]
        assert slots(post(desk, HOME, rows, _unpin=str(story.pk))) == {"lead-1": other.pk}

    def test_the_preview_shows_the_page_and_stores_nothing(self, desk: Client) -> None:
        make_article()
        story = make_article(title="خبر المعاينة", published_at=timezone.now() - timedelta(days=9))
        answer = post(desk, f"{HOME}preview/", [row(story, "lead-1")], layout="big")
        html = answer.content.decode()
        assert html.index("top-big") < html.index("خبر المعاينة")
        assert "no-store" in answer.headers["Cache-Control"]
        assert not Pin.objects.exists()
        assert desk.get(f"{HOME}preview/").status_code == 405

    def test_a_search_finds_any_spelling(self, desk: Client) -> None:
        story = make_article(title="أسعار الأرز في الإسكندرية")
        make_article(title="خبر آخر")
        found = post(desk, HOME, [], q="اسعار الارز الاسكندريه", _look="").context["found"]
        assert [each.story.pk for each in found] == [story.pk]


class TestSaving:
    def test_what_is_saved_stands(self, desk: Client) -> None:
        story = make_article()
        day = timezone.localtime() + timedelta(days=2)
        answer = post(desk, HOME, [row(story, "lead-1", f"{day:%Y-%m-%d}", "١٢:٣٠")], layout="quiet", _save="")
        assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
        pin = Pin.objects.get()
        assert (pin.area, pin.number, pin.article, pin.front.layout) == ("lead", 1, story, "quiet")
        assert f"{timezone.localtime(pin.ends_at):%H:%M}" == "12:30"
        generations.forget()
        assert slots(desk.get(HOME)) == {"lead-1": story.pk}

    def test_over_a_colleague_it_is_refused_and_kept(self, desk: Client) -> None:
        mine, theirs = make_article(title="خبري"), make_article(title="خبره")
        arrange_page(pinned("lead-1", theirs), by=make_user(groups=("Editors",), first_name="نبيل"))
        answer = post(desk, HOME, [row(mine, "lead-1")], _save="")
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "نبيل" in html
        assert slots(answer) == {"lead-1": mine.pk}
        assert 'name="_over" value="1"' in html
        assert Pin.objects.get().article == theirs
        assert post(desk, HOME, [row(mine, "lead-1")], _over="1").status_code == 302
        assert Pin.objects.get().article == mine

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ([("lead-1", "2020-01-01", "10:00")], "passed"),
            ([("", "", "")], "required"),
            ([("strip-6", "", "")], "invalid_choice"),
            ([("lead-1", "", ""), ("lead-1", "", "")], "taken"),
            ([("lead-1", "غداً", "")], "invalid"),
        ],
    )
    def test_bad_input_is_told_and_kept(self, desk: Client, rows: list[tuple[str, str, str]], code: str) -> None:
        typed = [row(make_article(), *values) for values in rows]
        answer = post(desk, HOME, typed, layout="quiet", _save="")
        assert answer.status_code == 200
        forms = answer.context["form"].forms
        assert code in {error.code for form in forms for errors in form.errors.as_data().values() for error in errors}
        html = answer.content.decode()
        assert "data-error-summary" in html
        assert "<title>خطأ: " in html
        assert all(f'value="{each["article"]}"' in html for each in typed)
        assert all(not each["ends_at_0"] or each["ends_at_0"] in html for each in typed)
        assert not Pin.objects.exists()

    def test_a_withdrawn_story_is_told(self, desk: Client) -> None:
        story = make_article(status="withdrawn")
        answer = post(desk, HOME, [row(story, "lead-1")], _save="")
        assert "سُحب هذا الخبر" in answer.content.decode()

    def test_of_a_story_that_is_posted_twice_one_row_counts(self, desk: Client) -> None:
        story = make_article()
        assert post(desk, HOME, [row(story, "lead-1"), row(story, "strip-1")], _save="").status_code == 302
        assert [(pin.area, pin.article) for pin in Pin.objects.all()] == [("lead", story)]

    @pytest.mark.parametrize(
        "posted",
        [
            {"pins-total": "x"},
            {"pins-total": "99999999999999"},
            {"pins-total": "3"},
            {"pins-total": "1", "pins-0-article": "9" * 30},
            {"pins-total": "1", "pins-0-article": "1 OR 1", "pins-0-slot": "\x00"},
            {"layout": "loud", "version": "-1"},
            {"_pin": "nonsense"},
            {"_pin": "9999999:lead-1"},
            {"_unpin": "\x00"},
            {"_over": "x", "version": "0"},
            {"q": "\x00" * 300},
        ],
    )
    def test_nonsense_breaks_nothing(self, desk: Client, posted: dict[str, str]) -> None:
        make_article()
        assert desk.post(HOME, posted).status_code in {200, 302, 409}
        assert desk.post(f"{HOME}preview/", posted).status_code == 200
