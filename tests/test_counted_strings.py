"""Everything that is counted is counted right in Arabic, whatever the number."""

import gettext
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from articles.site.conventions import digits
from articles.site.preview import preview
from articles.story import head_html
from comments.admin.columns import reported
from comments.admin.here import waiting
from comments.backlog import Backlog, reported_in_words, waiting_in_words
from comments.conversation import _heading
from comments.dashboard import words
from comments.dashboard.figures import Day, Figures, Status, Story
from comments.inputs import LineField
from comments.mail.digest import Shift, _decided, _subject
from comments.models import Comment
from comments.rules.registry import Refused
from comments.rules.repetition import FLOOD
from comments.score.words import because
from comments.views.post import _too_fast
from comments.views.report import _too_many
from newsportal.arabic.bidi import isolate
from newsportal.arabic.conventions import USUAL
from newsportal.desk.counting import Number
from tests.factories import make_settings

LOCALE = Path(settings.BASE_DIR) / "locale"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
DOMAINS = ["django", "djangojs"]
# Zero, one, two, few (تعليقات), many (تعليقاً), other (تعليق): Unicode CLDR, plural rules of Arabic.
FORM = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 101: 5, 102: 5, 103: 3}
NAMED_PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
BARE_PLACE = re.compile(r"%[sd]")
ANY_PLACE = re.compile(r"%\(|%[sd]|[{}]")
ELSEWHERE = "س"

# Places that never hold a number.
WORDS = {
    "address", "app", "changes", "date", "day", "editable_for", "emptied_after", "escaped_object", "field",
    "field_name", "fields", "former", "items", "kept_at", "key", "kind", "longest", "model", "moment", "name",
    "names", "obj", "object", "object_name", "objects_name", "owner", "picture", "place", "quotation", "rule",
    "saved_at", "saved_by", "site", "status", "story", "text", "time", "unit", "username", "usual_wait",
    "verbose_name", "verbose_name_plural", "wait", "when", "why", "words", "zone",
}  # fmt: skip
# Numbers beside which no word changes, and why.
UNCOUNTED = {
    "Table %(number)d": "a number that names the table",
    **dict.fromkeys(
        (f"{block} %(number)s" for block in ("Paragraph", "Heading", "List", "Quotation", "Table", "Figure")),
        "a number that names the block",
    ),
    **dict.fromkeys(
        (
            "Picture %(number)s of the text",
            "Picture %(number)s of the text is no longer in the library. Choose another, or take it out.",
        ),
        "a number that names the picture",
    ),
    "The title has %(length)s characters. Shorten it to %(most)s, or lists will cut it off.": (
        "«عدد الأحرف» stands before any number"
    ),
    "Revision %(number)d is back. It stands as revision %(latest)d.": "numbers that name revisions",
    "Bring back revision %(number)d?": "a number that names the revision",
    "Bring back revision %(number)s": "a number that names the revision",
    "revision %(number)s": "a number that names the revision",
    "What differs between revisions %(old)s and %(new)s": "numbers that name revisions",
    "%(old)s, then %(new)s": "names of statuses",
    "in revision %(number)s": "a number that names the revision",
    "Number of %(name)s: %(count)s": "stands after a colon, beside no noun",
    "At most %(count)s are deleted at a time: select fewer.": "stands beside no noun",
    "Type a year from %(first)d to %(last)d.": "numbers that name years",
    "This text has more than %(most)s characters, with its formatting, and will not be taken. Divide it, or paste it "
    "without its formatting.": "«حرف» follows any number of thousands",
    "… and further ones: %(count)s": "stands after a colon, beside no noun",
    "… and more than %(count)s others": "stands for thousands, after «أكثر من»",
    "Successfully deleted %(count)d %(items)s.": "stands after a colon, beside no noun",
    " By %(filter_title)s ": "names a filter",
    "The first %(count)s of the list are selected": "stands beside no noun",
    "Select the first %(count)s of the list": "stands beside no noun",
    "Select the whole list (%(count)s)": "stands beside no noun",
    "The whole list is selected (%(count)s)": "stands beside no noun",
    "More than %(count)s results": "always ten thousand; «نتيجة» follows it",
    "more than %(count)s": "stands for ten thousand, alone in its column",
    "%(count)s+": "stands for ten thousand, alone in its tab",
    "Number of %(name)s: more than %(count)s": "stands after a colon, beside no noun",
    "%(full_result_count)s total": "stands after «المجموع»",
    "The file holds the first %(count)s comments of this view. Narrow it to export the others.": (
        "always ten thousand; «تعليق» follows it"
    ),
    "Page %(number)s of %(pages)s": "numbers that name pages",
    "© %(year)s %(name)s. All rights reserved.": "a year",
    "The file is larger than %(megabytes)s MB. Save it smaller and upload it again.": "a setting: 15 ميغابايت",
    "The picture has more than %(megapixels)s million pixels. Make it smaller and upload it again.": (
        "a setting; «مليون بكسل» follows any of its values"
    ),
    "Ensure this value is a multiple of step size %(limit_value)s.": "a measure without a unit",
    "0 of %(cnt)s selected": "nothing counted follows the number",
    "It is %(time)s now.": "a time",
    "yesterday %(time)s": "a time",
    "today %(time)s": "a time",
    "tomorrow %(time)s": "a time",
    "The reason is too long. Say it in %(limit)s characters at most.": "always three hundred, after a colon",
    "An entry holds at most %(limit)s pictures. Post the others in another one.": "a limit that never changes",
    "Enough entries are pinned: at most %(limit)s. Unpin one first.": "stands after a colon, beside no noun",
    "You chose to read this digest daily at %(hours)s.": "times",
    "Of one kind at most %(count)s are counted a day; a + stands where there were more.": "stands beside no noun",
    "Counted among the latest %(count)s comments.": "always two thousand; «تعليق» follows it",
    "Counted among the latest %(count)s decisions.": "always two thousand; «قرار» follows it",
    "By section, of the %(count)s that have waited longest:": "always ten thousand; «تعليق» follows it",
    "%(month)s %(day)s, %(year)s": "a date",
    "Previous (%(month)s %(year)s)": "a date",
    "Next (%(month)s %(year)s)": "a date",
}
# Bare places that take a name.
NAMES = re.compile(r"^(Set password|Select|Choose|Remove|Type into|Embedded|%s \()|selected %s$")


def entries(domain: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(LOCALE / "ar" / "LC_MESSAGES" / f"{domain}.po")))


def counted(domain: str) -> list[polib.POEntry]:
    return [entry for entry in entries(domain) if entry.msgid_plural]


def fill(text: str, number: int, first: str) -> str:
    """Return the text with the number in its place, and a letter in every other."""
    text = re.sub(rf"%\({first}\)[sd]", str(number), text) if first else BARE_PLACE.sub(str(number), text)
    return NAMED_PLACE.sub(ELSEWHERE, text)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("number", FORM)
class TestEveryCountedString:
    def test_form_is_that_of_the_number(self, domain: str, number: int) -> None:
        catalogue = gettext.translation(domain, LOCALE, ["ar"])
        for entry in counted(domain):
            words = (entry.msgid, entry.msgid_plural, number)
            found = catalogue.npgettext(entry.msgctxt, *words) if entry.msgctxt else catalogue.ngettext(*words)
            assert found == entry.msgstr_plural[FORM[number]], entry.msgid

    def test_number_stands_in_the_text_and_nothing_is_left_open(self, domain: str, number: int) -> None:
        for entry in counted(domain):
            place = NAMED_PLACE.search(entry.msgid_plural)
            # Of some only the noun is translated: the template prints the number before it.
            is_whole = bool(ANY_PLACE.search(entry.msgid_plural))
            text = fill(entry.msgstr_plural[FORM[number]], number, place[1] if place else "")
            assert not ANY_PLACE.search(text), text
            if number > 2 and is_whole:
                assert str(number) in text, entry.msgid

    def test_few_and_many_differ(self, domain: str, number: int) -> None:
        for entry in counted(domain):
            assert entry.msgstr_plural[3] != entry.msgstr_plural[4], entry.msgid


class TestCatalogues:
    def test_there_is_something_to_count(self) -> None:
        assert len(counted("django")) >= 9
        assert len(counted("djangojs")) >= 2

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_no_number_stands_in_an_uncounted_string(self, domain: str) -> None:
        for entry in entries(domain):
            if not entry.msgid_plural and entry.msgid not in UNCOUNTED:
                places = {named or braced for named, braced in NAMED_PLACE.findall(entry.msgid)}
                assert places <= WORDS, f"Count this, or say why not: {entry.msgid}"
                assert not BARE_PLACE.search(entry.msgid) or NAMES.search(entry.msgid), entry.msgid

    def test_what_is_excused_is_still_there(self) -> None:
        known = {entry.msgid for domain in DOMAINS for entry in entries(domain)}
        assert set(UNCOUNTED) <= known

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_no_arabic_puts_marks_around_a_place(self, domain: str) -> None:
        for entry in entries(domain):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                assert not re.search(r"[«“”\"'](?:%\(\w+\)[sd]|%[sd]|\{\w*\})", text), text

    def test_no_template_counts_in_another_way(self) -> None:
        for path in TEMPLATES.rglob("*"):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                assert "pluralize" not in text, path
                # A number printed before Arabic words was not counted by the catalogue.
                assert not re.search(r"\}\}\s*[\u0621-\u064a]", text), path


def minutes(number: int) -> str:
    empty = dict.fromkeys(("title", "standfirst", "dateline", "sponsor"), "") | {"kind": "news"}
    article = SimpleNamespace(**empty, reading_minutes=number, published_at=None, updated_at=None)
    html = head_html(article, [], "")
    return html.rpartition("<span>")[2].partition("</span>")[0].strip()


def seconds(number: int) -> str:
    return digits(_too_fast(Refused(FLOOD, number)).messages[0])


def minutes_left(number: int) -> str:
    return digits(_too_many(60 * number).messages[0])


def excess(number: int) -> str:
    with pytest.raises(ValidationError) as caught:
        LineField(limit=5).clean("ع" * (5 + number))
    return digits(caught.value.messages[0])


MANY, ONCE_MORE = "وصلت بلاغات كثيرة من شبكتك خلال ساعة. ", "، ثم أعد إرسال هذا البلاغ."
HURRY, AGAIN = "التعليقات تصل من هنا بسرعة كبيرة. ", " ثم أعد الإرسال."


def waiting_many(number: int) -> str:
    return waiting(Number(number))


def links(number: int) -> str:
    (reason,) = because(Comment(risk_because=f"links:{number}"))
    return reason


def refused_before(number: int) -> str:
    (reason,) = because(Comment(risk_because=f"refused:{number}"))
    return reason


MOMENT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SINCE, SITE, STORY = "23\u00a0نوفمبر 2026، 08:00", isolate("الضحى", is_arabic=True), isolate("خبر", is_arabic=True)
INSULT = "«لا إساءة إلى أحد ولا حطّ من كرامته»"


def backlog_of(number: int) -> str:
    found = Backlog(Number(number), MOMENT if number else None, Number(0))
    return waiting_in_words(MOMENT + timedelta(hours=3), found)


def reports_of(number: int) -> str:
    return reported_in_words(Number(number))


def subject_of(number: int) -> str:
    return _subject(Number(number))


def decided_of(number: int) -> str:
    return _decided(Shift(MOMENT, Number(number), [(Status.APPROVED, number)]))


def figures_of(number: int) -> Figures:
    some = [(word, number) for word in ["insult"] if number]
    stories = [Story(1, "خبر", number, 0)] if number else []
    day = Day(date(2026, 11, 23), {Status.APPROVED: Number(number)}, [], has_more_waits=False)
    return Figures([day], stories, some, number, some, has_more_comments=False, has_more_decisions=False)


def received_of(number: int) -> str:
    return words.comments_in_words(figures_of(number).days)


def busiest_of(number: int) -> str:
    return words.stories_in_words(figures_of(number))


def held_of(number: int) -> str:
    return words.held_in_words(figures_of(number))


def refused_of(number: int) -> str:
    return words.refused_in_words(figures_of(number))


def counted_as(*forms: str) -> dict[int, str]:
    """Return the sentence for each number that every counted string is tried with, from its six forms."""
    return {number: forms[form].replace("N", str(number)) for number, form in FORM.items()}


SENTENCES: dict[Callable[[int], str], dict[int, str]] = {
    backlog_of: counted_as(
        "لا تعليق ينتظر.",
        f"ينتظر تعليق واحد منذ 3 ساعات ({SINCE}).",
        f"ينتظر تعليقان، أقدمهما منذ 3 ساعات ({SINCE}).",
        f"تنتظر N تعليقات، أقدمها منذ 3 ساعات ({SINCE}).",
        f"ينتظر N تعليقاً، أقدمها منذ 3 ساعات ({SINCE}).",
        f"ينتظر N تعليق، أقدمها منذ 3 ساعات ({SINCE}).",
    ),
    reports_of: counted_as(
        "لم يبلّغ القراء عن أي تعليق.",
        "أبلغ القراء عن تعليق واحد.",
        "أبلغ القراء عن تعليقين.",
        "أبلغ القراء عن N تعليقات.",
        "أبلغ القراء عن N تعليقاً.",
        "أبلغ القراء عن N تعليق.",
    ),
    subject_of: counted_as(
        f"لا تعليق ينتظر في {SITE}",
        f"ينتظر تعليق واحد في {SITE}",
        f"ينتظر تعليقان في {SITE}",
        f"تنتظر N تعليقات في {SITE}",
        f"ينتظر N تعليقاً في {SITE}",
        f"ينتظر N تعليق في {SITE}",
    ),
    decided_of: counted_as(
        f"لم يُبتّ في أي تعليق منذ {SINCE}.",
        f"بُتّ في تعليق واحد منذ {SINCE}: منشور N.",
        f"بُتّ في تعليقين منذ {SINCE}: منشور N.",
        f"بُتّ في N تعليقات منذ {SINCE}: منشور N.",
        f"بُتّ في N تعليقاً منذ {SINCE}: منشور N.",
        f"بُتّ في N تعليق منذ {SINCE}: منشور N.",
    ),
    received_of: counted_as(
        "لم يصل أي تعليق في آخر أسبوعين.",
        "وصل تعليق واحد في آخر أسبوعين: منشور N.",
        "وصل تعليقان في آخر أسبوعين: منشور N.",
        "وصلت N تعليقات في آخر أسبوعين: منشور N.",
        "وصل N تعليقاً في آخر أسبوعين: منشور N.",
        "وصل N تعليق في آخر أسبوعين: منشور N.",
    ),
    busiest_of: counted_as(
        "لم يصل أي تعليق في آخر أسبوعين.",
        f"نال «{STORY}» تعليقاً واحداً، ولم ينل أي خبر أكثر منه.",
        f"نال «{STORY}» تعليقين، وهو الأكثر تعليقاً.",
        f"نال «{STORY}» N تعليقات، وهو الأكثر تعليقاً.",
        f"نال «{STORY}» N تعليقاً، وهو الأكثر تعليقاً.",
        f"نال «{STORY}» N تعليق، وهو الأكثر تعليقاً.",
    ),
    held_of: counted_as(
        "لم تنطبق أي قاعدة على تعليق في آخر أسبوعين.",
        f"انطبقت القواعد على تعليق واحد: {INSULT}.",
        f"انطبقت القواعد على تعليقين، وأكثرها تكراراً: {INSULT}.",
        f"انطبقت القواعد على N تعليقات، وأكثرها تكراراً: {INSULT}.",
        f"انطبقت القواعد على N تعليقاً، وأكثرها تكراراً: {INSULT}.",
        f"انطبقت القواعد على N تعليق، وأكثرها تكراراً: {INSULT}.",
    ),
    refused_of: counted_as(
        "لم يُرفض أي تعليق بقاعدة من قواعد الصحيفة في آخر أسبوعين.",
        f"رُفض تعليق واحد بقاعدة من قواعد الصحيفة: {INSULT}.",
        f"رُفض تعليقان بقواعد الصحيفة، وأكثر ما خولف منها: {INSULT}.",
        f"رُفضت N تعليقات بقواعد الصحيفة، وأكثر ما خولف منها: {INSULT}.",
        f"رُفض N تعليقاً بقواعد الصحيفة، وأكثر ما خولف منها: {INSULT}.",
        f"رُفض N تعليق بقواعد الصحيفة، وأكثر ما خولف منها: {INSULT}.",
    ),
    _heading: {
        0: "التعليقات",
        1: "تعليق واحد",
        2: "تعليقان",
        3: "3 تعليقات",
        10: "10 تعليقات",
        11: "11 تعليقاً",
        99: "99 تعليقاً",
        100: "100 تعليق",
        101: "101 تعليق",
        102: "102 تعليق",
        103: "103 تعليقات",
    },
    reported: {
        1: "بلاغ واحد",
        2: "بلاغان",
        3: "3 بلاغات",
        10: "10 بلاغات",
        11: "11 بلاغاً",
        99: "99 بلاغاً",
        100: "100 بلاغ",
        101: "101 بلاغ",
        102: "102 بلاغ",
        103: "103 بلاغات",
    },
    waiting_many: {
        0: "لا تعليقات تنتظر",
        1: "تعليق واحد ينتظر",
        2: "تعليقان ينتظران",
        3: "3 تعليقات تنتظر",
        10: "10 تعليقات تنتظر",
        11: "11 تعليقاً ينتظر",
        99: "99 تعليقاً ينتظر",
        100: "100 تعليق ينتظر",
        101: "101 تعليق ينتظر",
        102: "102 تعليق ينتظر",
        103: "103 تعليقات تنتظر",
    },
    minutes: {
        1: "دقيقة واحدة للقراءة",
        2: "دقيقتان للقراءة",
        3: "3 دقائق للقراءة",
        10: "10 دقائق للقراءة",
        11: "11 دقيقة للقراءة",
        99: "99 دقيقة للقراءة",
        100: "100 دقيقة للقراءة",
        101: "101 دقيقة للقراءة",
        102: "102 دقيقة للقراءة",
        103: "103 دقائق للقراءة",
    },
    seconds: {
        1: f"{HURRY}انتظر ثانية واحدة{AGAIN}",
        2: f"{HURRY}انتظر ثانيتين{AGAIN}",
        3: f"{HURRY}انتظر 3 ثوانٍ{AGAIN}",
        10: f"{HURRY}انتظر 10 ثوانٍ{AGAIN}",
        11: f"{HURRY}انتظر 11 ثانية{AGAIN}",
        99: f"{HURRY}انتظر 99 ثانية{AGAIN}",
        100: f"{HURRY}انتظر 100 ثانية{AGAIN}",
        101: f"{HURRY}انتظر 101 ثانية{AGAIN}",
        102: f"{HURRY}انتظر 102 ثانية{AGAIN}",
        103: f"{HURRY}انتظر 103 ثوانٍ{AGAIN}",
    },
    minutes_left: {
        1: f"{MANY}انتظر دقيقة واحدة{ONCE_MORE}",
        2: f"{MANY}انتظر دقيقتين{ONCE_MORE}",
        3: f"{MANY}انتظر 3 دقائق{ONCE_MORE}",
        10: f"{MANY}انتظر 10 دقائق{ONCE_MORE}",
        11: f"{MANY}انتظر 11 دقيقة{ONCE_MORE}",
        60: f"{MANY}انتظر 60 دقيقة{ONCE_MORE}",
        99: f"{MANY}انتظر 99 دقيقة{ONCE_MORE}",
        100: f"{MANY}انتظر 100 دقيقة{ONCE_MORE}",
        101: f"{MANY}انتظر 101 دقيقة{ONCE_MORE}",
        102: f"{MANY}انتظر 102 دقيقة{ONCE_MORE}",
        103: f"{MANY}انتظر 103 دقائق{ONCE_MORE}",
    },
    excess: {
        1: "اختصر حرفاً واحداً؛ الحد الأقصى 5.",
        2: "اختصر حرفين؛ الحد الأقصى 5.",
        3: "اختصر 3 أحرف؛ الحد الأقصى 5.",
        10: "اختصر 10 أحرف؛ الحد الأقصى 5.",
        11: "اختصر 11 حرفاً؛ الحد الأقصى 5.",
        99: "اختصر 99 حرفاً؛ الحد الأقصى 5.",
        100: "اختصر 100 حرف؛ الحد الأقصى 5.",
        101: "اختصر 101 حرف؛ الحد الأقصى 5.",
        102: "اختصر 102 حرف؛ الحد الأقصى 5.",
        103: "اختصر 103 أحرف؛ الحد الأقصى 5.",
    },
    links: {
        0: "بلا روابط",
        1: "رابط واحد",
        2: "رابطان",
        3: "3 روابط",
        10: "10 روابط",
        11: "11 رابطاً",
        99: "99 رابطاً",
        100: "100 رابط",
        101: "101 رابط",
        102: "102 رابط",
        103: "103 روابط",
    },
    refused_before: {
        0: "لم يُرفض تعليق من قبل",
        1: "سبق رفض تعليق واحد",
        2: "سبق رفض تعليقين",
        3: "سبق رفض 3 تعليقات",
        10: "سبق رفض 10 تعليقات",
        11: "سبق رفض 11 تعليقاً",
        99: "سبق رفض 99 تعليقاً",
        100: "سبق رفض 100 تعليق",
        101: "سبق رفض 101 تعليق",
        102: "سبق رفض 102 تعليق",
        103: "سبق رفض 103 تعليقات",
    },
}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.django_db
class TestWhatReadersSee:
    @pytest.mark.parametrize("written", SENTENCES, ids=lambda function: function.__name__)
    @pytest.mark.parametrize("choice", ["western", "eastern"])
    def test_sentence_is_that_of_the_press(self, written, choice: str) -> None:
        make_settings(digits=choice)
        for number, sentence in SENTENCES[written].items():
            expected = sentence.translate(EASTERN) if choice == "eastern" else sentence
            assert written(number) == expected

    def test_preview_counts_as_pages_do(self) -> None:
        assert preview(USUAL).comments == _heading(12)
