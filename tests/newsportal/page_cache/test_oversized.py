"""Requests larger than any reader sends, and names without end: they cost nobody memory or time."""

import pytest

from newsportal.page_cache import rules
from newsportal.page_cache.encodings import _negotiated

pytestmark = pytest.mark.django_db


class TestLongRequests:
    def test_long_paths_are_remembered_nowhere(self, reader):
        for number in range(20):
            assert reader.get(f"/section/{number}{'a' * 60_000}/").status == 404
        assert rules.place_of.cache_info().currsize == 0
        assert not reader.application._maker._unkept

    def test_longest_slug_in_any_script_is_a_page(self, reader):
        # Four bytes a character, and room for those that are taken apart.
        assert rules.path_of(("/section/" + "\U0001f4f0" * 200 + "/").encode().decode("latin-1"))

    def test_long_lists_of_encodings_are_not_remembered(self, reader):
        _negotiated.cache_clear()
        for number in range(20):
            answer = reader.get("/about/", ACCEPT_ENCODING=f"br, {number}{'a' * 60_000}")
            assert "content-encoding" not in answer.headers
        assert _negotiated.cache_info().currsize <= 1

    def test_long_hosts_are_not_remembered(self, reader):
        for number in range(20):
            assert reader.get("/about/", HOST=f"{number}{'a' * 60_000}").status == 400
        assert rules.host_of.cache_info().currsize <= 1

    @pytest.mark.parametrize("name", ["IF_NONE_MATCH", "IF_MATCH", "IF_MODIFIED_SINCE"])
    def test_long_conditions_are_not_parsed(self, reader, name, monkeypatch):
        reader.get("/about/")
        monkeypatch.delattr("newsportal.page_cache.page.get_conditional_response")
        assert reader.get("/about/", **{name: '"a", ' * 10_000}).status == 200


class TestPatternsOfHosts:
    @pytest.mark.parametrize("pattern", ["*", ".news.example"])
    def test_hosts_without_end_are_one_page(self, settings, new_process, pattern):
        settings.ALLOWED_HOSTS = ["testserver", pattern]
        reader = new_process()
        for number in range(20):
            assert reader.get("/about/", HOST=f"h{number}.news.example").status == 200
        assert len(reader.application._memory.plain.pages) == 1

    def test_no_host_that_a_pattern_admits_stands_in_the_page_of_the_others(self, settings, new_process):
        settings.ALLOWED_HOSTS = ["testserver", ".news.example"]
        reader = new_process()
        reader.get("/latest/", HOST="evil.news.example:81")
        assert "evil" not in reader.get("/latest/", HOST="www.news.example").text
        assert reader.get("/latest/", HOST="news.example").came_from == "hit"
