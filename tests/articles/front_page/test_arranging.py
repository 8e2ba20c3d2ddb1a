"""Storing an arrangement: who may, what never stands, and how every process hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.front_page.arrangement import Arrangement
from articles.front_page.arranging import RearrangedError, arrange, front_of
from articles.front_page.models import Front, Layout, Pin
from articles.models import Article
from articles.upcoming import next_move
from newsportal import generations
from tests.articles.front_page.arranging import arrange_page, pinned
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(groups=("Editors",))


class TestArrange:
    def test_it_takes_the_place_of_what_stood(self, editor: User) -> None:
        first, second = make_article(), make_article()
        arrange_page(pinned("lead-1", first), by=editor)
        arrange_page(pinned("lead-1", second), pinned("strip-2", first), by=editor, layout=Layout.QUIET)
        (front,) = Front.objects.all()
        assert (front.layout, front.version, front.arranged_by) == ("quiet", 2, editor)
        assert {(pin.area, pin.number, pin.article) for pin in front.pins.all()} == {
            ("lead", 1, second),
            ("strip", 2, first),
        }

    def test_home_and_each_section_have_their_own(self, editor: User) -> None:
        story, section = make_article(), make_section()
        arrange_page(pinned("lead-1", story), by=editor)
        arrange_page(pinned("lead-1", story), by=editor, section=section)
        assert {front.section for front in Front.objects.all()} == {None, section}

    def test_over_a_colleagues_change_nothing_is_stored(self, editor: User) -> None:
        mine, theirs = make_article(), make_article()
        colleague = make_user(groups=("Editors",))
        arrange_page(pinned("lead-1", theirs), by=colleague)
        with pytest.raises(RearrangedError) as raised:
            arrange(Arrangement(None, Layout.BIG, [pinned("lead-1", mine)]), version=0, by=editor)
        assert (raised.value.front.arranged_by, raised.value.front.version) == (colleague, 1)
        assert [pin.article for pin in Pin.objects.all()] == [theirs]

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_others_than_editors_may_not(self, group: str) -> None:
        with pytest.raises(PermissionDenied):
            arrange_page(by=make_user(groups=(group,)))
        assert not Front.objects.exists()

    def test_a_story_that_is_deleted_meanwhile_is_left_out(self, editor: User) -> None:
        story, gone = make_article(), make_article()
        pins = [pinned("lead-1", gone), pinned("strip-1", story)]
        Article.objects.filter(pk=gone.pk).delete()
        arrange_page(*pins, by=editor)
        assert [pin.article for pin in Pin.objects.all()] == [story]

    def test_administrators_may(self) -> None:
        arrange_page(by=make_user(groups=("Administrators",)))
        assert Front.objects.get().version == 1

    def test_lists_are_made_anew(self, editor: User, django_capture_on_commit_callbacks: Any) -> None:
        before = generations.current("lists")
        with django_capture_on_commit_callbacks(execute=True):
            arrange(Arrangement(), version=0, by=editor)
        assert generations.current("lists") > before

    def test_its_end_is_a_moment_that_pages_know(self, editor: User) -> None:
        now = timezone.now()
        arrange_page(pinned("lead-1", make_article(), now + timedelta(hours=2)), by=editor)
        assert next_move(now) == now + timedelta(hours=2)
        assert next_move(now + timedelta(hours=2)) is None

    def test_a_deleted_story_takes_its_pins_along(self, editor: User) -> None:
        story = make_article()
        arrange_page(pinned("lead-1", story), by=editor)
        Article.objects.get(pk=story.pk).delete()
        assert not Pin.objects.exists()
        assert Front.objects.exists()


class TestConstraints:
    @pytest.fixture
    def front(self) -> Front:
        return Front.objects.create()

    def test_home_has_one_arrangement(self, front: Front) -> None:
        with pytest.raises(ValidationError, match="ترتيب"):
            Front().full_clean()
        with pytest.raises(IntegrityError, match="articles_front_one_each"):
            Front.objects.create()

    def test_a_slot_holds_one_story(self, front: Front) -> None:
        front.pins.create(area="strip", number=1, article=make_article())
        with pytest.raises(IntegrityError, match=r"articles_pin_one_a_slot|number"):
            front.pins.create(area="strip", number=1, article=make_article())

    def test_a_story_stands_once_on_a_page(self, front: Front) -> None:
        story = make_article()
        front.pins.create(area="strip", number=1, article=story)
        with pytest.raises(IntegrityError, match=r"articles_pin_once_a_page|article_id"):
            front.pins.create(area="strip", number=2, article=story)

    def test_densities_and_areas_are_those_that_pages_know(self, front: Front) -> None:
        with pytest.raises(IntegrityError, match="articles_pin_area_known"), transaction.atomic():
            front.pins.create(area="cellar", number=1, article=make_article())
        with pytest.raises(IntegrityError, match="articles_front_layout_known"):
            Front.objects.filter(pk=front.pk).update(layout="loud")

    @pytest.mark.parametrize(("area", "number"), [("lead", 2), ("strip", 0), ("strip", 7)])
    def test_there_is_no_other_slot(self, front: Front, area: str, number: int) -> None:
        with pytest.raises(IntegrityError, match="articles_pin_in_a_slot"):
            front.pins.create(area=area, number=number, article=make_article())


class TestFrontOf:
    def test_a_page_that_nobody_arranged_is_a_normal_days(self) -> None:
        front = front_of(None)
        assert (front.pk, front.layout, front.version) == (None, "normal", 0)

    def test_it_is_called_by_its_page(self) -> None:
        section = make_section(name="اقتصاد")
        assert [str(front_of(None)), str(Front(section=section))] == ["الرئيسية", "اقتصاد"]
