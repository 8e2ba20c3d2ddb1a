"""Where words of both directions stand on real pages, measured by the boxes of their letters."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

HEADLINES = [
    "Apple تعلن عن iPhone 17 بسعر 1,299.99 دولاراً!",
    "شركة OpenAI (سان فرانسيسكو) تطلق GPT-5؟",
    "ارتفاع 3.5% إلى 12-15 نقطة",
]
MIXED, ARABIC = "John (جون)!", "ابن علي (Ali):"
# An isolate that nothing closes; names are cleaned, so that it is written past the form.
UNCLOSED, CLEAN = "Mallory (\u2067x", "Mallory (x"

ROWS = f"""
from django.utils import timezone
from articles.models import Article, Author, Section, Source
from comments.models import Comment
from comments import moderation
section, _ = Section.objects.get_or_create(name="TRT عربي")
source, _ = Source.objects.get_or_create(name="AFP", defaults={{"address": "https://afp.example"}})
spoken, _ = Source.objects.get_or_create(name="CNN بالعربية", defaults={{"address": "https://cnn.example"}})
writers = [Author.objects.create(name=name) for name in ("Sarah سارة", "Ali Ben", "منى العلي")]
for number, title in enumerate({HEADLINES!r}):
    article = Article.objects.create(
        title=title, section=section, source=spoken if number else source, status="published",
        published_at=timezone.now(), body="<p>" + title + "</p>", standfirst=title,
    )
    for position, writer in enumerate(writers):
        article.bylines.create(author=writer, position=position)
    for name in ({MIXED!r}, {ARABIC!r}, "سارة"):
        comment = Comment(article=article, name=name, email="reader@example.com", text=title)
        moderation.receive(comment)
        moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
    print("path", article.get_absolute_url())
    for open_name in ({UNCLOSED!r}, {CLEAN!r}):
        root = Comment(article=article, name=open_name, email="reader@example.com", text=title)
        answer = Comment(article=article, name="سارة", email="reader@example.com", text=title, parent=root)
        for comment in (root, answer) if number == 2 else ():
            moderation.receive(comment)
            moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
            Comment.objects.filter(pk=comment.pk).update(is_pick=True)
        Comment.objects.filter(pk=root.pk).update(name=open_name)
"""

PLACES = [".story-head h1", ".standfirst", ".story-body p"]

# The box of each part of an element's text, the parts in their order, and the line on which it begins.
BOXES = """(element, parts) => {
    const nodes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const text = nodes.map(node => node.data).join("");
    const place = index => {
        for (const node of nodes) {
            if (index < node.length) return [node, index];
            index -= node.length;
        }
    };
    let from = 0;
    return parts.map(part => {
        const start = text.indexOf(part, from);
        if (start < 0) throw new Error(`${part} is missing in ${text}`);
        from = start + part.length;
        const range = document.createRange();
        range.setStart(...place(start));
        const [node, last] = place(from - 1);
        range.setEnd(node, last + 1);
        const rects = [...range.getClientRects()].filter(rect => rect.width);
        return { left: Math.min(...rects.map(rect => rect.left)), right: Math.max(...rects.map(rect => rect.right)),
                 line: Math.round(rects[0].bottom) };
    });
}"""


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    line: int


def boxes(element: Locator, *parts: str) -> list[Box]:
    """Return where parts of the element's text stand; they have to follow each other in it."""
    found = element.evaluate(BOXES, list(parts))
    return [Box(box["left"], box["right"], box["line"]) for box in found]


def runs_left(*row: Box) -> bool:
    """Return whether each box stands to the left of the one before it, or on a later line."""
    return all(b.line > a.line + 8 or b.right <= a.left + 1 for a, b in pairwise(row))


def runs_right(*row: Box) -> bool:
    return all(abs(a.line - b.line) <= 8 and a.right <= b.left + 1 for a, b in pairwise(row))


def edges(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


@pytest.fixture(scope="module")
def stories(portal: Portal) -> list[str]:
    """Return the addresses of the stories with these headlines, in their order."""
    lines = portal.run(ROWS).splitlines()
    return [line.split()[1] for line in lines if line.startswith("path ")]


Story = Callable[[int], Page]


@pytest.fixture(params=["", "/en"], ids=["Arabic", "English"])
def story(request: pytest.FixtureRequest, open_page: OpenPage, stories: list[str], viewport: dict[str, int]) -> Story:
    """Return a function that opens one of the stories, in the language of the frame and the width of the screen."""
    return lambda number: open_page(request.param + stories[number], viewport=viewport)


class TestHeadline:
    def test_words_run_from_right_to_left_and_latin_inside_them_from_left_to_right(self, story: Story) -> None:
        apple, openai, rise = map(story, range(3))
        for place in PLACES:
            text = apple.locator(place).first
            row = boxes(text, "Apple", "تعلن", "iPhone", "بسعر", "1,299.99", "دولار", "!")
            assert runs_left(*row)
            assert row[0].right >= edges(text)[1] - 6
            assert runs_right(*boxes(text, "A", "p", "p", "l", "e"))
            assert runs_right(*boxes(text, "1,2", "99.9", "9"))

            text = openai.locator(place).first
            row = boxes(text, "شركة", "OpenAI", "(", "سان", "فرانسيسكو", ")", "تطلق", "GPT-5", "؟")
            assert runs_left(*row)
            assert row[0].right >= edges(text)[1] - 6
            assert runs_right(*boxes(text, "GPT", "-", "5"))

            # A range of numbers reads as the Arabic press sets it: the first one at the right.
            text = rise.locator(place).first
            assert runs_left(*boxes(text, "ارتفاع", "3.5", "إلى", "12", "-", "15", "نقطة"))

    def test_last_mark_stands_at_the_far_left_of_its_line(self, story: Story) -> None:
        for number, parts in enumerate([("دولار", "!"), ("GPT", "-5", "؟")]):
            *words, mark = boxes(story(number).locator("h1"), *parts)
            assert all(mark.right <= word.left + 1 for word in words if abs(word.line - mark.line) <= 8)

    def test_cards_keep_the_same_order(self, story: Story) -> None:
        page = story(0)
        page.goto("/en/latest/" if "/en/" in page.url else "/latest/")
        card = page.locator(".card-title", has_text="iPhone 17").first
        row = boxes(card, "Apple", "تعلن", "iPhone", "بسعر", "دولار", "!")
        assert runs_left(*row)
        assert row[0].right >= edges(card)[1] - 6


class TestNames:
    def test_breadcrumb_puts_the_latin_word_of_an_arabic_name_first(self, story: Story) -> None:
        crumb = story(0).locator(".breadcrumb .kicker bdi")
        assert runs_left(*boxes(crumb, "TRT", "عربي"))

    def test_byline_keeps_names_and_commas_in_their_order(self, story: Story) -> None:
        page = story(0)
        is_english = "/en/" in page.url
        line = page.locator(".byline-names")
        comma = "," if is_english else "،"
        names = [edges(bdi) for bdi in line.locator("bdi").all()]
        commas = boxes(line, comma, comma)
        row = [Box(*names[0], 0), commas[0], Box(*names[1], 0), commas[1], Box(*names[2], 0)]
        row = [Box(box.left, box.right, 0) for box in row]
        assert runs_right(*row) if is_english else runs_left(*row)
        assert runs_left(*boxes(line.locator("bdi").first, "Sarah", "سارة"))
        assert runs_right(*boxes(line.locator("bdi").nth(1), "Ali", "Ben"))

    def test_source_stands_after_its_label(self, story: Story) -> None:
        for number, name in enumerate(["AFP", "CNN بالعربية"]):
            page = story(number)
            source = page.locator(".source")
            label, colon, *_ = boxes(source, "Source" if "/en/" in page.url else "المصدر", ":", name)
            name_box = Box(*edges(source.locator("bdi")), 0)
            assert (runs_right if "/en/" in page.url else runs_left)(
                Box(label.left, label.right, 0), Box(colon.left, colon.right, 0), name_box
            )
            if number:
                assert runs_left(*boxes(source.locator("bdi"), "CNN", "بالعربية"))


class TestCommenters:
    def test_no_name_moves_the_time_beside_it(self, story: Story) -> None:
        page = story(0)
        gaps = []
        for head in page.locator(".comment-head").all():
            name, time = edges(head.locator(".comment-name")), edges(head.locator("time"))
            gaps.append(time[0] - name[1] if "/en/" in page.url else name[0] - time[1])
        assert len(gaps) == 3
        assert min(gaps) > 0
        assert max(gaps) - min(gaps) < 1

    def test_an_unclosed_isolate_turns_nothing_around_after_its_name(self, story: Story) -> None:
        page = story(2)
        heads = page.locator(".comment-head", has=page.locator(".badge")).all()
        assert len(heads) == 4
        places = []
        for head in heads:
            start = edges(head.locator(".comment-name"))[0 if "/en/" in page.url else 1]
            parts = [*head.locator(".badge, time, .comment-parent bdi").all()]
            places.append([round(edge - start) for part in parts for edge in edges(part)])
        # The same name without it stands in the second pair.
        assert places[:2] == places[2:]

    def test_nor_does_it_on_the_page_of_a_report(self, story: Story) -> None:
        page = story(2)
        links = page.locator(".depth-1", has=page.locator(".badge")).locator("[href$='/report/']")
        places = []
        for address in [str(link.get_attribute("href")) for link in links.all()]:
            page.goto(address)
            name, time = edges(page.locator(".comment-name")), edges(page.locator(".reported-name time"))
            places.append([round(edge) for edge in (*name, *time)])
        assert len(places) == 2
        assert places[0] == places[1]

    def test_marks_stay_at_the_end_of_their_name(self, story: Story) -> None:
        names = story(0).locator(".comment-name")
        assert runs_right(*boxes(names.filter(has_text="John"), "John", "(", "جون", ")", "!"))
        assert runs_left(*boxes(names.filter(has_text="Ali"), "ابن", "علي", "(", "Ali", ")", ":"))

    def test_heading_of_the_form_keeps_its_own_order_around_a_name(self, story: Story) -> None:
        page = story(0)
        for answer in (True, False):
            reply = page.locator(".comment", has_text="John").locator("[data-reply]")
            if answer:
                reply.click()
            else:
                page.goto(page.url.split("#")[0] + str(reply.get_attribute("href")).partition("#")[0])
            heading = page.locator("[data-form-heading]")
            if "/en/" in page.url:
                assert runs_right(*boxes(heading, "Reply", "to", "John", "(", "جون", ")", "!"))
            else:
                label, *name = boxes(heading, "الرد", "John", "(", "جون", ")", "!")
                assert runs_right(*name)
                assert runs_left(label, name[-1])
