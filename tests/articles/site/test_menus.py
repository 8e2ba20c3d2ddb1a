"""The links of the bar and the footer: what readers see, and their desk in the newsroom."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.admin.colours import NAMES
from articles.models import MenuLink, Section, StaticPage
from articles.models.section import COLOURS
from newsportal import generations
from tests.factories import make_section, make_static_page, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LIST = reverse("admin:articles_menulink_changelist")
ADD = reverse("admin:articles_menulink_add")
LINK = re.compile(r'<a href="([^"]+)"([^>]*)>(?:<bdi[^>]*>)?([^<]+)<')


def change_of(link: MenuLink) -> str:
    return reverse("admin:articles_menulink_change", args=[link.pk])


def links_in(client: Client, path: str, place: str) -> list[tuple[str, str, str]]:
    """Return address, attributes and words of each link in the bar, or in the list of the footer."""
    html = client.get(path).content.decode()
    start = html.index('<nav class="bar"' if place == "bar" else '<footer class="footer"')
    return LINK.findall(html[html.index("<ul", start) : html.index("</ul>", start)])


def names_in(client: Client, path: str, place: str) -> list[str]:
    return [words for _, _, words in links_in(client, path, place)]


def typed(**changes: Any) -> dict[str, Any]:
    values = {"place": "footer", "words": "الطقس", "english": "", "section": "", "page": "", "address": "/weather/"}
    return {**values, "position": "9", **changes}


def errors_of(answer: Any) -> dict[str, list[str]]:
    data = answer.context["adminform"].form.errors.as_data()
    return {field: [error.code for error in errors] for field, errors in data.items()}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


class TestFooter:
    def test_a_paper_begins_with_one(self, client: Client):
        first = ["الأحدث", "من نحن", "مبادئ النشر", "قواعد التعليق", "اتصل بنا", "خلاصة RSS"]
        assert names_in(client, "/", "footer")[:6] == first
        assert names_in(client, "/", "footer")[-1] == "English"

    def test_english_pages_have_english_words_and_addresses(self, client: Client):
        latest, about, *_ = links_in(client, "/en/", "footer")
        assert latest == ("/en/latest/", "", "Latest")
        assert about == ("/en/about/", "", "About us")

    def test_words_that_are_arabic_there_say_so(self, client: Client):
        MenuLink.objects.filter(page__slug="contact").update(english="")
        generations.forget()
        assert ("/en/pages/contact/", ' lang="ar" dir="rtl"', "اتصل بنا") in links_in(client, "/en/", "footer")

    @pytest.mark.parametrize("address", ["https://weather.example/", "/feeds/latest.rss", "/n/5", "/nothing-there/"])
    def test_what_is_not_in_english_keeps_its_address(self, client: Client, address: str):
        MenuLink.objects.create(words="الطقس", english="Weather", address=address)
        assert (address, "", "Weather") in links_in(client, "/en/", "footer")

    def test_nothing_opens_a_new_window(self, client: Client):
        MenuLink.objects.create(words="الطقس", address="https://weather.example/")
        assert "_blank" not in client.get("/").content.decode()

    @pytest.mark.parametrize("change", ["hidden", "deleted"])
    def test_a_page_that_goes_takes_its_link_along(
        self, client: Client, change: str, django_capture_on_commit_callbacks: Any
    ):
        assert "اتصل بنا" in names_in(client, "/", "footer")
        pages = StaticPage.objects.filter(slug="contact")
        with django_capture_on_commit_callbacks(execute=True):
            pages.delete() if change == "deleted" else pages.update(is_shown=False)
        assert "اتصل بنا" not in names_in(client, "/", "footer")

    def test_a_page_renamed_renames_its_link(self, client: Client, django_capture_on_commit_callbacks: Any):
        assert "اتصل بنا" in names_in(client, "/", "footer")
        page = StaticPage.objects.get(slug="contact")
        page.title = "راسلنا"
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        assert "راسلنا" in names_in(client, "/", "footer")

    def test_a_warm_process_asks_nothing(self, client: Client, django_assert_num_queries: Any):
        client.get("/search/")
        with django_assert_num_queries(0):
            assert "من نحن" in names_in(client, "/search/", "footer")


class TestBar:
    def test_sections_come_first_by_their_numbers(self, client: Client):
        sections = [make_section(position=2), make_section(position=1), make_section(position=2)]
        MenuLink.objects.create(place="bar", words="الطقس", address="/weather/")
        names = [sections[number].name for number in (1, 0, 2)]
        assert names_in(client, "/", "bar") == ["الرئيسية", "الأحدث", *names, "الطقس"]

    def test_a_section_without_the_tick_keeps_its_page(self, client: Client):
        section = make_section(is_in_bar=False)
        assert section.name not in names_in(client, "/", "bar")
        assert client.get(section.get_absolute_url()).status_code == 200
        assert section.get_absolute_url() in client.get("/sitemap/pages.xml").content.decode()

    def test_the_page_that_is_read_is_marked(self, client: Client):
        pages = [make_static_page(), make_static_page()]
        for page in pages:
            MenuLink.objects.create(place="bar", page=page)
        # What the first round left in memory serves the second.
        for _ in range(2):
            for page in pages:
                marked = [
                    words for _, attributes, words in links_in(client, page.get_absolute_url(), "bar") if attributes
                ]
                assert marked == [page.title]

    def test_words_are_escaped(self, client: Client):
        MenuLink.objects.create(place="bar", words="<b>'", address='/a"b/')
        html = client.get("/").content.decode()
        assert "&lt;b&gt;&#x27;" in html
        assert 'href="/a&quot;b/"' in html


class TestRow:
    @pytest.mark.parametrize("targets", [(), ("section", "page"), ("section", "address"), ("page", "address")])
    def test_exactly_one_target(self, targets: tuple[str, ...]):
        values = {"section": make_section(), "page": make_static_page(), "address": "/x/"}
        with pytest.raises(IntegrityError, match="articles_menulink_one_target"), transaction.atomic():
            MenuLink.objects.create(words="رابط", **{name: values[name] for name in targets})

    def test_another_address_has_words(self):
        with pytest.raises(IntegrityError, match="articles_menulink_has_words"), transaction.atomic():
            MenuLink.objects.create(address="/x/")

    @pytest.mark.parametrize("address", ["javascript:x", "//other.example/", "http://other.example/", "x"])
    def test_an_unsafe_address_is_refused(self, address: str):
        with pytest.raises(IntegrityError, match="articles_menulink_safe"), transaction.atomic():
            MenuLink.objects.create(words="رابط", address=address)

    def test_an_unknown_place_is_refused(self):
        with pytest.raises(IntegrityError, match="articles_menulink_known_place"), transaction.atomic():
            MenuLink.objects.create(words="رابط", address="/x/", place="side")

    def test_a_section_that_goes_takes_its_links_along(self):
        section = make_section()
        link = MenuLink.objects.create(section=section)
        section.delete()
        assert not MenuLink.objects.filter(pk=link.pk).exists()


class TestRights:
    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_with_the_right_links_are_set(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        assert LIST in client.get(INDEX).content.decode()
        assert client.post(ADD, typed()).status_code == 302
        assert "الطقس" in names_in(client, "/", "footer")

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_without_the_right_they_are_not(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        for path in [LIST, ADD, change_of(MenuLink.objects.all()[0])]:
            assert client.get(path).status_code == 403
        assert client.post(ADD, typed()).status_code == 403


class TestForm:
    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "//other.example/",
            "/\\other.example/",
            "http://other.example/",
            "https://",
            "https:///x",
            "/a page/",
            "/a\tb/",
            "latest/",
            "mailto:a@example.com",
            "#x",
            "https://[::1",
        ],
    )
    def test_a_bad_address_is_refused_in_arabic(self, editor: Client, address: str):
        answer = editor.post(ADD, typed(address=address))
        assert errors_of(answer)["address"] == ["unsafe"]
        assert "ولا مسافة فيه" in answer.content.decode()
        assert 'value="الطقس"' in answer.content.decode()

    @pytest.mark.parametrize("address", ["/latest/", "/section/سياسة/?x=1#y", "https://other.example/a?b=c", " /x/ "])
    def test_a_good_one_is_stored(self, editor: Client, address: str):
        editor.post(ADD, typed(address=address))
        assert MenuLink.objects.get(words="الطقس").address == address.strip()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"address": ""}, "اختر وجهة واحدة"),
            ({"page": "first"}, "اختر وجهة واحدة"),
            ({"words": ""}, "اكتب نص الرابط الذي يقود إلى عنوان آخر"),
        ],
    )
    def test_targets_that_are_none_or_two_are_refused(self, editor: Client, changes: dict[str, Any], says: str):
        if "page" in changes:
            changes = {"page": StaticPage.objects.all()[0].pk}
        answer = editor.post(ADD, typed(**changes))
        assert answer.status_code == 200
        assert says in answer.content.decode()

    def test_the_list_orders_links_by_numbers_of_any_digits(self, editor: Client):
        links = list(MenuLink.objects.filter(place="footer"))
        form = {"form-TOTAL_FORMS": len(links), "form-INITIAL_FORMS": len(links), "_save": "x"}
        # The cursor's order is that of the page.
        rows = editor.get(LIST).context["cl"].result_list
        for number, row in enumerate(rows):
            form |= {f"form-{number}-id": row.pk, f"form-{number}-position": "٩" if row.pk == links[0].pk else number}
        assert editor.post(LIST, form).status_code == 302
        assert [link.pk for link in MenuLink.objects.filter(place="footer")][-1] == links[0].pk

    def test_the_list_has_a_button_that_saves_and_names_its_boxes(self, editor: Client):
        html = editor.get(LIST).content.decode()
        assert 'type="submit" name="_save"' in html
        assert html.count('aria-label="الترتيب"') == MenuLink.objects.count()

    def test_the_list_says_that_a_page_is_not_shown(self, editor: Client):
        StaticPage.objects.filter(slug="contact").update(is_shown=False)
        assert "(غير ظاهرة للقراء)" in editor.get(LIST).content.decode()


class TestSections:
    def test_the_list_moves_sections_and_takes_them_out_of_the_bar(self, editor: Client):
        rows = [make_section(position=0), make_section(position=0)]
        address = reverse("admin:articles_section_changelist")
        form: dict[str, Any] = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "x"}
        for number, row in enumerate(rows):
            form |= {f"form-{number}-id": row.pk, f"form-{number}-position": ["٣", "1"][number]}
        form["form-0-is_in_bar"] = "on"
        assert editor.post(address, form).status_code == 302
        assert list(Section.objects.values_list("pk", "position", "is_in_bar")) == [
            (rows[1].pk, 1, False),
            (rows[0].pk, 3, True),
        ]

    @pytest.mark.parametrize("key", ["9" * 30, "x", "", "-1"])
    def test_a_row_that_is_none_moves_nothing(self, editor: Client, key: str):
        section = make_section(position=2)
        form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "x", "form-0-id": key, "form-0-position": "7"}
        assert editor.post(reverse("admin:articles_section_changelist"), form).status_code in {200, 302}
        assert Section.objects.get().position == section.position

    def test_a_position_that_is_none_comes_back_with_its_error(self, editor: Client):
        section = make_section(position=2)
        form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "x", "form-0-id": section.pk}
        answer = editor.post(reverse("admin:articles_section_changelist"), {**form, "form-0-position": "أول"})
        assert answer.status_code == 200
        assert 'value="أول"' in answer.content.decode()

    def test_a_colour_is_chosen_by_its_name(self, editor: Client):
        section = make_section(colour=3)
        address = reverse("admin:articles_section_change", args=[section.pk])
        html = editor.get(address).content.decode()
        assert '<span class="patch section-12" aria-hidden="true"></span> رمادي مزرق' in html
        posted = {"name": section.name, "colour": "12", "position": "0", "slug": section.slug}
        assert editor.post(address, posted).status_code == 302
        assert Section.objects.get().colour == 12
        assert "رمادي مزرق" in editor.get(reverse("admin:articles_section_changelist")).content.decode()

    @pytest.mark.parametrize("colour", ["0", "13", "x", ""])
    def test_another_colour_is_refused(self, editor: Client, colour: str):
        posted = {"name": "رياضة", "colour": colour, "position": "0"}
        answer = editor.post(reverse("admin:articles_section_add"), posted)
        assert list(errors_of(answer)) == ["colour"]

    def test_each_colour_has_a_name(self):
        assert len(NAMES) == len(set(map(str, NAMES))) == COLOURS
