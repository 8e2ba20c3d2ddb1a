"""``make bench`` fails where a ratio got worse, and for nothing else."""

import time
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.utils import timezone

from articles.models import Article
from articles.related import pick_related
from tests.benchmarks.hits import seen_after
from tests.benchmarks.lighthouse import METRICS, SCORES, faults
from tests.benchmarks.lighthouse import figures as page_figures
from tests.benchmarks.load import percentile, ratios
from tests.benchmarks.reads import begun, minute_figures, statements
from tests.benchmarks.results import Figure, ratio, regressions, renew, table, wide_table, write
from tests.benchmarks.templated import both_ways, check_same
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_picture,
    make_section,
    make_source,
    make_tag,
)


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    write(
        path,
        [
            ratio("hit / constant", [0.7, 0.8, 0.9]),
            Figure("growth", 1.0, is_better_larger=False),
            Figure("hits", 9_000, "a second", is_better_larger=True),
            Figure("shown", 5.0),
            Figure("growth", 2.0, is_better_larger=False, where="PostgreSQL"),
            Figure("growth", 0.9, is_better_larger=False, where="SQLite"),
        ],
    )
    return path


class TestRegressions:
    @pytest.mark.parametrize(
        ("figure", "is_worse"),
        [
            (ratio("hit / constant", [0.7]), False),
            (ratio("hit / constant", [0.69]), True),
            (ratio("hit / constant", [2.0]), False),
            (Figure("growth", 1.14, is_better_larger=False), False),
            (Figure("growth", 1.16, is_better_larger=False), True),
            (Figure("growth", 0.5, is_better_larger=False), False),
            (Figure("hits", 10, "a second", is_better_larger=True), False),
            (Figure("shown", 1.0), False),
            (Figure("growth", 2.2, is_better_larger=False, where="PostgreSQL"), False),
            (Figure("growth", 1.1, is_better_larger=False, where="SQLite"), False),
            (Figure("growth", 1.2, is_better_larger=False, where="SQLite"), True),
            (Figure("new", 0.1, is_better_larger=True), False),
        ],
    )
    def test_ratio_that_is_worse_by_more_than_the_tolerance_is_named(self, baseline, figure, is_worse):
        found = regressions([figure], baseline)
        assert [line.rpartition(": ")[0] for line in found] == ([figure.label] if is_worse else [])

    def test_first_run_has_nothing_to_compare_with(self, tmp_path):
        assert regressions([Figure("growth", 9.0, is_better_larger=False)], tmp_path / "none.json") == []


def test_baseline_keeps_what_a_run_of_one_part_did_not_measure(baseline: Path):
    renew(baseline, [Figure("growth", 9.0, is_better_larger=False)])
    assert regressions([Figure("growth", 9.1, is_better_larger=False)], baseline) == []
    assert regressions([ratio("hit / constant", [0.1])], baseline)


def test_table_shows_the_median_the_spread_and_the_bar():
    lines = table([ratio("hit / constant", [0.9, 0.7, 0.8], bar="≥ 0.6"), Figure("hits", 12_345.6, "a second")])
    assert "| hit / constant | 0.8  | 0.7 to 0.9 | ≥ 0.6 |" in lines
    assert "| hits | 12,346 a second |  |  |" in lines


def test_wide_table_has_an_archive_in_each_column():
    small, large = "SQLite, 1,000", "SQLite, 100,000"
    figures = [
        Figure("home", 8.04, "ms", low=8.04, high=9.5, where=small),
        Figure("home", 9.0, "ms", low=9.0, high=120.4, where=large),
        Figure("home", 1.12, where=f"{large} / 1,000"),
        Figure("article", 7.0, "ms", where=large),
        Figure("shown elsewhere", 1.0),
    ]
    assert wide_table(figures).splitlines() == [
        "| | SQLite, 1,000 | SQLite, 100,000 | SQLite, 100,000 / 1,000 |",
        "|---|---|---|---|",
        "| home, ms | 8.04 / 9.5 | 9 / 120 | 1.12 |",
        "| article, ms |  | 7 |  |",
    ]


def test_ratios_are_of_one_round_each():
    assert ratios([1.0, 4.0], [2.0, 4.0]) == [0.5, 1.0]


def test_percentile_of_few_values_is_one_of_them():
    assert [percentile([3.0, 1.0, 2.0], share) for share in (0.0, 0.5, 0.99, 1.0)] == [1.0, 2.0, 3.0, 3.0]


class TestChangesSeen:
    def test_time_runs_from_the_change_to_the_first_answer_with_its_words(self, tmp_path: Path):
        page = tmp_path / "page.html"
        page.write_text("before")

        def change() -> float:
            page.write_text("after")
            return time.time() - 20

        assert seen_after(page.as_uri(), "after", change) >= 10_000
        assert seen_after(page.as_uri(), "after", lambda: float("inf")) == 0.0

    def test_change_that_fails_ends_the_watch(self, tmp_path: Path):
        page = tmp_path / "page.html"
        page.write_text("before")
        with pytest.raises(ZeroDivisionError):
            seen_after(page.as_uri(), "after", lambda: 1 / 0)


class TestStatements:
    ASKED: ClassVar = [
        "BEGIN",
        "SELECT 1",
        "500 times: INSERT",
        "SAVEPOINT a",
        "SELECT 2",
        "RELEASE SAVEPOINT a",
        "COMMIT",
    ]

    def test_rows_sent_together_count_one_by_one_and_words_around_transactions_do_not(self):
        assert statements(self.ASKED) == 502

    def test_transactions_are_counted_where_they_begin(self):
        assert begun([*self.ASKED, "BEGIN IMMEDIATE", "SELECT 'BEGIN'"]) == 2

    def test_reads_that_were_lost_are_no_figure(self):
        with pytest.raises(RuntimeError, match="9999 of 10000"):
            list(minute_figures(self.ASKED, 9_999, 1.0, "SQLite"))


def look(*, score: float, shift: float = 0.0, group: str = "") -> dict[str, Any]:
    """Return what Lighthouse would say of a page, with the same score and one audit in each category."""
    details = {"items": [{"node": {"selector": "a.b"}}, {"node": {"selector": "a.b"}}, {"url": "/c.js"}, {}]}
    audits = {
        "contrast": {"title": "Contrast", "score": score, "displayValue": "2 elements", "details": details},
        "manual": {"title": "By hand", "score": None},
        "advice": {"title": "Advice", "score": 0},
    }
    parts = [
        {"id": "contrast", "weight": 7},
        {"id": "manual", "weight": 1},
        {"id": "advice", "weight": 0, "group": group},
    ]
    metrics = {key: {"title": key, "score": 1, "numericValue": shift} for key in METRICS}
    titled = {key: {"title": key.title(), "score": score, "auditRefs": parts} for key in SCORES}
    return {"audits": audits | metrics, "categories": titled}


class TestLighthouse:
    def test_figures_are_medians_of_several_looks(self):
        found = {each.name: each for each in page_figures("home", [look(score=s, shift=1 - s) for s in (0.5, 1, 0.9)])}
        assert (found["home: Seo"].value, found["home: Seo"].low, found["home: Seo"].high) == (90, 50, 100)
        assert found["home: CLS"].value == pytest.approx(0.1)

    def test_an_audit_that_fails_is_told_in_its_own_words_with_its_elements(self):
        assert faults(look(score=0.9))[0] == "Performance: Contrast (2 elements): a.b, /c.js"
        assert len(faults(look(score=0.9))) == len(SCORES)
        assert faults(look(score=1)) == []

    def test_advice_of_the_report_is_told_although_it_has_no_weight(self):
        assert faults(look(score=1, group="diagnostics")) == [f"{key.title()}: Advice" for key in SCORES]
        assert faults(look(score=1, group="hidden")) == []


@pytest.mark.django_db
class TestPlainPages:
    """What the templates are measured against is the same page as theirs, or the figures compare nothing."""

    @pytest.fixture
    def story(self) -> Article:
        """Return a story with two comments, and two others of its section, one with a picture that nobody has cut."""
        section = make_section()
        make_article(section=section, lead_picture=make_picture(), kind=Article.Kind.ANALYSIS)
        make_article(section=section, standfirst="")
        story = make_article(
            section=section,
            title="بنك «الجزيرة» & <شركاؤه>",
            body="".join(f"<h2>عنوان {number}</h2><p>فقرة.</p>" for number in range(4)),
            dateline="الرياض",
            authors=(make_author(portrait=make_picture(cut_at=timezone.now())), make_author()),
            tags=(make_tag(),),
            source=make_source(),
            lead_picture=make_picture(cut_at=timezone.now(), width=700),
        )
        make_comment(article=story, parent=make_comment(article=story, website="https://reader.example"))
        return Article.objects.get(pk=story.pk)

    @pytest.mark.parametrize("kind", ["news", "analysis", "opinion", "pictures"])
    def test_article_is_the_same_in_both_ways(self, story: Article, kind: str):
        Article.objects.filter(pk=story.pk).update(kind=kind)
        with both_ways(story.get_absolute_url()) as (article, _):
            check_same(article.templated().decode(), article.formatted().decode())

    def test_home_is_the_same_in_both_ways(self, story: Article):
        sections = [story.section, make_section(), make_section(is_in_bar=False)]
        for section in sections * 7:
            picture = make_picture(cut_at=timezone.now())
            make_article(section=section, lead_picture=picture, kind="opinion", authors=(make_author(),))
        pick_related(Article.objects.newest_first()[0], [story])
        with both_ways(story.get_absolute_url()) as (_, home):
            check_same(home.templated().decode(), home.formatted().decode())

    def test_pages_that_differ_are_named(self):
        with pytest.raises(ValueError, match="Templates write '<p>one', formatting writes '<p>other'"):
            check_same("<p>one", "<p>  other")
