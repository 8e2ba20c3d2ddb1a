"""What is answered from the cache, and that it is right for every kind of request."""

from email.utils import parsedate_to_datetime

import pytest

from tests.factories import make_article, make_comment, make_section, make_settings, make_tag

pytestmark = pytest.mark.django_db


def address_of(article) -> str:
    return str(article.get_absolute_url())


class TestHit:
    def test_second_request_asks_nothing_of_django(self, reader, django_assert_num_queries):
        make_article()
        first = reader.get("/")
        with django_assert_num_queries(0):
            second = reader.get("/")
        assert (first.came_from, second.came_from) == ("miss", "hit")
        assert first.body == second.body
        assert "<h1" in first.text

    @pytest.mark.parametrize(
        "address",
        ["/", "/latest/", "/about/", "/feeds/latest.rss", "/sitemap.xml", "/sitemap/pages.xml", "/robots.txt", "/en/"],
    )
    def test_public_pages_are_kept(self, reader, address):
        make_article()
        assert reader.get(address).status == 200
        assert reader.get(address).came_from == "hit"

    def test_pages_of_an_article_and_its_lists_are_kept(self, reader):
        article = make_article(tags=(make_tag(),))
        lists = [article.section, article.tags.get()]
        for address in [
            address_of(article),
            f"/en{address_of(article)}",
            *(each.get_absolute_url() for each in lists),
        ]:
            assert reader.get(address).came_from == "miss"
            assert reader.get(address).came_from == "hit"

    @pytest.mark.parametrize("address", ["/search/", "/search/?q=خبر", "/admin/", "/healthz", "/comments/token/"])
    def test_other_addresses_are_left_to_django(self, reader, address):
        reader.get(address)
        assert reader.get(address).came_from == ""

    def test_arabic_and_english_are_two_pages(self, reader):
        assert 'lang="ar"' in reader.get("/").text
        assert 'lang="en"' in reader.get("/en/").text
        assert 'lang="ar"' in reader.get("/").text

    def test_another_process_finds_the_page(self, reader, new_process, django_assert_num_queries):
        made = reader.get("/").body
        with django_assert_num_queries(0):
            found = new_process().get("/")
        assert (found.came_from, found.body) == ("hit", made)

    def test_staff_get_the_page_of_all(self, reader):
        made = reader.get("/").body
        assert reader.get("/", COOKIE="sessionid=abc; csrftoken=def").body == made

    def test_off_where_no_memory_is_given(self, settings, new_process):
        settings.PAGE_CACHE_MB = 0
        reader = new_process()
        assert [reader.get("/").came_from for _ in range(2)] == ["", ""]


class TestQuery:
    @pytest.mark.parametrize("query", ["utm_source=x&utm_medium=y", "fbclid=1", "a[]=1&&=", "q=%FF", "%", "page"])
    def test_unknown_parameters_neither_part_pages_nor_miss(self, reader, query):
        made = reader.get("/latest/")
        again = reader.get(f"/latest/?{query}")
        assert (again.came_from, again.body) == ("hit", made.body)

    def test_unknown_parameter_of_the_first_reader_stands_on_no_page(self, reader):
        assert "fbclid" not in reader.get("/latest/?fbclid=secret").text
        assert reader.get("/latest/").came_from == "hit"

    def test_declared_parameter_is_another_page(self, reader):
        article = make_article()
        make_comment(article=article)
        oldest = reader.get(address_of(article))
        newest = reader.get(f"{address_of(article)}?utm=1&order=newest&fbclid=2")
        assert newest.came_from == "miss"
        assert newest.body != oldest.body
        assert reader.get(f"{address_of(article)}?order=newest").came_from == "hit"

    def test_order_of_the_parameters_makes_no_page(self, reader):
        article = address_of(make_article())
        reader.get(f"{article}?order=newest&page=1")
        assert reader.get(f"{article}?page=1&order=newest").came_from == "hit"

    def test_last_of_two_values_counts_as_in_django(self, reader):
        article = address_of(make_article())
        twice = reader.get(f"{article}?order=oldest&order=newest")
        assert twice.body == reader.get(f"{article}?order=newest").body

    def test_reply_without_script_is_left_to_django(self, reader):
        comment = make_comment()
        address = f"{address_of(comment.article)}?reply={comment.pk}"
        assert "noindex" in reader.get(address).text
        assert reader.get(address).came_from == ""
        assert "noindex" not in reader.get(address_of(comment.article)).text

    def test_over_long_value_is_left_to_django(self, reader):
        assert reader.get(f"/latest/?before={'1' * 101}").status == 200
        assert reader.get(f"/latest/?before={'1' * 101}").came_from == ""

    def test_page_with_a_query_reaches_other_processes_when_it_was_asked_for_twice(self, reader, new_process):
        address = f"{address_of(make_article())}?order=newest"
        reader.get(address)
        assert new_process().get(address).came_from == "miss"
        reader.get(address)
        assert new_process().get(address).came_from == "hit"


class TestNotKept:
    def test_missing_page(self, reader):
        assert reader.get("/section/nowhere/").status == 404
        section = make_section(name="nowhere")
        assert reader.get(section.get_absolute_url()).status == 200

    def test_redirect_keeps_the_readers_own_query(self, reader):
        article = make_article()
        moved = reader.get(f"/news/{article.pk}/other/?utm_source=mail")
        assert moved.status == 301
        assert moved.headers["location"] == f"{address_of(article)}?utm_source=mail"

    def test_withdrawn_article(self, reader, commit):
        article = make_article()
        reader.get(address_of(article))
        with commit():
            article.status = "withdrawn"
            article.save()
        assert reader.get(address_of(article)).status == 410

    def test_page_that_is_too_large(self, reader, monkeypatch):
        article = make_article()
        size = len(reader.get(address_of(article)).body)
        monkeypatch.setattr("newsportal.page_cache.answers.LARGEST_BYTES", size)
        article = make_article(body=f"<p>{'كلمة ' * 1_000}</p>")
        assert len(reader.get(address_of(article)).body) > size
        again = reader.get(address_of(article), ACCEPT_ENCODING="br")
        assert again.came_from == ""
        assert again.headers["content-encoding"] == "br"

    def test_post(self, reader):
        reader.get("/about/")
        assert (answer := reader.get("/about/", method="POST")).status == 403
        assert answer.came_from == ""
        assert reader.get("/about/").came_from == "hit"


class TestConditions:
    def test_readers_copy_is_still_the_present_one(self, reader):
        page = reader.get("/")
        answer = reader.get("/", IF_NONE_MATCH=page.headers["etag"])
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == page.headers["etag"]
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert "content-length" not in answer.headers

    @pytest.mark.parametrize("form", ["*", '"other", {etag}', "{strong}", '"a,b",{etag}'])
    def test_each_form_of_a_matching_tag(self, reader, form):
        etag = reader.get("/").headers["etag"]
        assert reader.get("/", IF_NONE_MATCH=form.format(etag=etag, strong=etag[2:])).status == 304

    @pytest.mark.parametrize("form", ['"other"', "W/other", "", "nonsense"])
    def test_other_tags_get_the_page(self, reader, form):
        reader.get("/")
        assert reader.get("/", IF_NONE_MATCH=form).status == 200

    def test_miss_is_answered_by_304_as_well(self, reader, new_process, commit):
        etag = reader.get("/about/").headers["etag"]
        with commit():
            make_settings()
        answer = reader.get("/about/", IF_NONE_MATCH=etag)
        assert (answer.status, answer.came_from) == (304, "miss")

    def test_same_page_made_anew_keeps_its_tag(self, reader, commit):
        etag = reader.get("/about/").headers["etag"]
        with commit():
            make_settings()
        assert reader.get("/about/").headers["etag"] == etag

    def test_page_has_a_date_once_its_second_is_over(self, reader, clock):
        young = reader.get("/")
        assert "last-modified" not in young.headers
        clock.move(seconds=1)
        settled = reader.get("/")
        modified = settled.headers["last-modified"]
        assert 0 < parsedate_to_datetime(modified).timestamp() - clock.start <= 1
        assert reader.get("/", IF_MODIFIED_SINCE=modified).status == 304

    def test_older_date_gets_the_page(self, reader, clock):
        reader.get("/")
        clock.move(seconds=2)
        assert reader.get("/", IF_MODIFIED_SINCE="Sun, 01 Nov 2026 00:00:00 GMT").status == 200
        assert reader.get("/", IF_MODIFIED_SINCE="nonsense").status == 200

    def test_two_changes_within_a_second_have_two_dates(self, reader, clock, commit):
        reader.get("/about/")
        clock.move(seconds=1)
        first = reader.get("/about/").headers["last-modified"]
        with commit():
            make_settings(digits="eastern")
        reader.get("/about/")
        assert reader.get("/about/", IF_MODIFIED_SINCE=first).status == 200

    def test_tag_stands_above_the_date(self, reader, clock):
        reader.get("/")
        clock.move(seconds=2)
        modified = reader.get("/").headers["last-modified"]
        assert reader.get("/", IF_NONE_MATCH='"other"', IF_MODIFIED_SINCE=modified).status == 200

    def test_failed_precondition(self, reader):
        reader.get("/")
        assert reader.get("/", IF_MATCH='"other"').status == 412
        assert reader.get("/", IF_UNMODIFIED_SINCE="Sun, 01 Nov 2020 00:00:00 GMT").status == 412

    @pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=-5", "bytes=999999999-", "bytes=0-0,2-3", "x"])
    def test_range_is_answered_by_the_whole_page(self, reader, asked):
        whole = reader.get("/")
        answer = reader.get("/", RANGE=asked, IF_RANGE=whole.headers["etag"])
        assert (answer.status, answer.body) == (200, whole.body)
        assert "content-range" not in answer.headers

    @pytest.mark.parametrize("state", ["miss", "hit"])
    def test_head_tells_all_and_sends_nothing(self, reader, new_process, state):
        if state == "hit":
            reader.get("/")
        head = reader.get("/", method="HEAD")
        page = reader.get("/")
        assert (head.status, head.body, head.came_from) == (200, b"", state)
        assert head.headers["content-length"] == page.headers["content-length"] == str(len(page.body))
        assert head.headers["etag"] == page.headers["etag"]


class TestEncodings:
    @pytest.mark.parametrize(
        ("accepted", "encoding"),
        [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("GZIP;q=0.5", "gzip"),
            ("br;q=0.5, gzip;q=0.9", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("*", "br"),
            ("*;q=0.1, br;q=0", "gzip"),
            ("identity, br;q=0.5", ""),
            ("", ""),
            ("deflate", ""),
            ("br;q=nonsense", ""),
            ("gzip;q=0, br;q=0.0", ""),
            ("identity;q=0", ""),
        ],
    )
    def test_reader_gets_what_he_takes(self, reader, accepted, encoding):
        plain = reader.get("/")
        answer = reader.get("/", ACCEPT_ENCODING=accepted)
        assert answer.headers.get("content-encoding", "") == encoding
        assert answer.text == plain.text
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(answer.body))

    def test_first_readers_encoding_is_nobody_elses(self, reader):
        assert reader.get("/", ACCEPT_ENCODING="br").headers["content-encoding"] == "br"
        assert "content-encoding" not in reader.get("/").headers
        assert reader.get("/", ACCEPT_ENCODING="gzip").headers["content-encoding"] == "gzip"

    def test_headers_of_the_page_stay(self, reader, client):
        django = client.get("/about/")
        kept = reader.get("/about/") and reader.get("/about/")
        for name in ("Content-Type", "Content-Security-Policy", "Content-Language", "Referrer-Policy"):
            assert kept.headers[name.lower()] == django[name]
        assert "set-cookie" not in kept.headers
