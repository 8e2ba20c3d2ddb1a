import pytest
from django.test import Client

from articles.body.build import build, count_words
from articles.body.embeds import recognise, seconds
from articles.body.sanitize import sanitize
from articles.feeds import text_for_feed
from tests.factories import make_article

KEY = "dQw4w9WgXcQ"
VIDEO = f"https://www.youtube.com/watch?v={KEY}"


def built(address, caption=""):
    inside = f"<figcaption>{caption}</figcaption>" if caption else ""
    return build(sanitize(f'<figure data-embed="{address}">{inside}</figure>'), {})


class TestYouTube:
    @pytest.mark.parametrize(
        "address",
        [
            VIDEO,
            f"http://youtube.com/watch?v={KEY}",
            f"https://m.youtube.com/watch?app=desktop&v={KEY}&feature=share",
            f"https://music.youtube.com/watch?v={KEY}&list=RD",
            f"https://youtu.be/{KEY}?si=abcdef",
            f"https://www.youtube.com/shorts/{KEY}",
            f"https://www.youtube.com/live/{KEY}?feature=shared",
            f"https://www.youtube.com/embed/{KEY}?rel=0",
            f"https://www.youtube-nocookie.com/embed/{KEY}",
            f"https://www.youtube.com/v/{KEY}",
            f"https://WWW.YouTube.com:443/watch?v={KEY}",
        ],
    )
    def test_every_form_of_address_names_the_video(self, address):
        embed = recognise(address)
        assert (embed.provider, embed.key, embed.address, embed.start) == ("youtube", KEY, VIDEO, 0)

    @pytest.mark.parametrize(
        ("told", "start"),
        [("t=90", 90), ("t=90s", 90), ("t=1m30s", 90), ("start=5", 5), ("t=1h2m3s", 3723), ("t=x", 0), ("t=", 0)],
    )
    def test_start_is_kept(self, told, start):
        embed = recognise(f"https://youtu.be/{KEY}?{told}")
        assert embed.start == start
        assert embed.address == (f"{VIDEO}&t={start}" if start else VIDEO)
        assert recognise(embed.address) == embed

    def test_start_behind_the_hash_is_kept(self):
        assert recognise(f"https://youtu.be/{KEY}#t=1m").start == 60

    @pytest.mark.parametrize("told", ["9" * 40, "-1", "1.5", "٣", "1m90000000s"])
    def test_start_that_is_no_time_is_none(self, told):
        assert seconds(told) == 0

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "/",
            "/watch",
            "/watch?v=",
            "/watch?v=short",
            "/@channel",
            "/playlist?list=PL1",
            "/channel/UC1",
            "/shorts/",
            *[f"/watch?v={KEY}x", "/watch?v=dQw4w9WgX<Q", "/results?search_query=x", f"/user/{KEY}"],
        ],
    )
    def test_address_without_a_video_is_dead(self, path):
        assert recognise(f"https://www.youtube.com{path}") is None

    def test_short_host_without_a_key_is_dead(self):
        assert recognise("https://youtu.be/") is None


class TestX:
    @pytest.mark.parametrize(
        ("address", "canonical"),
        [
            ("https://x.com/Desk_1/status/1234567890?s=20&t=abc", "https://x.com/Desk_1/status/1234567890"),
            ("https://twitter.com/Desk_1/statuses/12/photo/1", "https://x.com/Desk_1/status/12"),
            ("https://mobile.twitter.com/Desk_1/status/12", "https://x.com/Desk_1/status/12"),
            ("https://x.com/i/web/status/12", "https://x.com/i/status/12"),
            ("https://x.com/i/status/12", "https://x.com/i/status/12"),
        ],
    )
    def test_post_gets_its_plain_address(self, address, canonical):
        embed = recognise(address)
        assert (embed.provider, embed.address) == ("x", canonical)
        assert recognise(canonical) == embed

    @pytest.mark.parametrize(
        "path", ["", "/", "/Desk_1", "/Desk_1/status/", "/Desk_1/status/x", "/home", "/search?q=a"]
    )
    def test_profile_is_no_post(self, path):
        assert recognise(f"https://x.com{path}") is None


class TestFacebook:
    @pytest.mark.parametrize(
        ("path", "canonical"),
        [
            ("/Desk.News/posts/pfbid02abc?ref=share", "/Desk.News/posts/pfbid02abc"),
            ("/desk/posts/a-title/123/", "/desk/posts/a-title/123/"),
            ("/desk/videos/123/?mibextid=x", "/desk/videos/123/"),
            ("/watch/?v=123&ref=sharing", "/watch/?v=123"),
            ("/reel/123", "/reel/123"),
            ("/story.php?story_fbid=1&id=2&mibextid=x", "/story.php?story_fbid=1&id=2"),
            ("/permalink.php?story_fbid=1&id=2", "/permalink.php?story_fbid=1&id=2"),
            ("/photo/?fbid=12&set=a.1", "/photo/?fbid=12"),
            ("/groups/news/posts/12/", "/groups/news/posts/12/"),
            ("/share/v/AbCdEf12/", "/share/v/AbCdEf12/"),
        ],
    )
    def test_posts_videos_and_reels_are_recognised(self, path, canonical):
        embed = recognise(f"https://m.facebook.com{path}")
        assert (embed.provider, embed.address) == ("facebook", f"https://www.facebook.com{canonical}")
        assert recognise(embed.address) == embed

    def test_short_address_of_a_video_is_recognised(self):
        assert recognise("https://fb.watch/aBc-12_x/?x=1").address == "https://fb.watch/aBc-12_x/"

    def test_arabic_name_of_a_page_is_told_as_it_is_spelt(self):
        assert recognise("https://www.facebook.com/الضحى/posts/12").owner == "الضحى"

    @pytest.mark.parametrize("path", ["", "/", "/desk", "/profile.php?id=1", "/watch/", "/reel/", "/groups/news/"])
    def test_profile_or_page_is_no_post(self, path):
        assert recognise(f"https://www.facebook.com{path}") is None


class TestOthers:
    @pytest.mark.parametrize("address", ["https://video.example/1?a=b#c", "http://video.example"])
    def test_any_page_of_the_web_is_a_link(self, address):
        embed = recognise(address)
        assert (embed.provider, embed.address) == ("link", address)

    def test_host_that_only_resembles_one_is_a_link(self):
        assert recognise(f"https://youtube.com.other.example/watch?v={KEY}").provider == "link"
        assert recognise("https://notx.com/Desk/status/1").provider == "link"

    @pytest.mark.parametrize(
        "address",
        [
            *[
                "",
                "x",
                "https://",
                "https:///watch",
                "https://localhost/x",
                "javascript:alert(1)",
                "mailto:a@b.example",
            ],
            *["/news/1/", "//youtu.be/x", "https://[::1", "ftp://video.example/1", "https://a.example/" + "a" * 2_000],
        ],
    )
    def test_what_is_no_address_of_the_web_is_dead(self, address):
        assert recognise(address) is None


class TestBuilt:
    def test_video_waits_for_a_click_and_has_a_link_beside(self):
        html = built(f"https://youtu.be/{KEY}?t=90")
        assert f'<div class="embed-player" data-youtube="{KEY}" data-start="90" data-name="' in html
        assert '<button type="button">شغّل المقطع من يوتيوب</button>' in html
        assert "<p>يُحمَّل من يوتيوب عند النقر، فيصل إليه عنوان جهازك على الإنترنت.</p>" in html
        assert f'<a href="{VIDEO}&amp;t=90" rel="noopener">' in html
        assert not any(word in html for word in ("<iframe", "src=", "<script", "<img"))

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("https://x.com/Desk_1/status/12", "منشور \u2066@Desk_1\u2069 على إكس"),
            ("https://x.com/i/status/12", "منشور على إكس"),
            ("https://www.facebook.com/desk/posts/12", "منشور \u2068desk\u2069 على فيسبوك"),
            ("https://www.facebook.com/reel/12", "منشور على فيسبوك"),
            ("https://video.example/1", "video.example"),
        ],
    )
    def test_others_are_links_that_say_whose_they_are(self, address, words):
        html = built(address)
        assert f'<a href="{address}" rel="noopener">{words} <bdi class="embed-address" dir="ltr">' in html
        assert "embed-player" not in html

    def test_caption_stands_below(self):
        assert built(VIDEO, "شرح <strong>هنا</strong>").endswith(
            "<figcaption>شرح <strong>هنا</strong></figcaption></figure>"
        )

    def test_dead_address_of_an_old_text_is_a_link(self):
        assert '<a href="https://www.youtube.com/@x" rel="noopener">' in built("https://www.youtube.com/@x")

    def test_words_of_the_player_are_none_of_the_story(self):
        assert count_words(built(VIDEO)) == count_words(f"<p>شاهد على يوتيوب youtube.com/watch?v={KEY}</p>")


@pytest.mark.django_db
class TestFeed:
    def test_it_gets_the_link_alone(self):
        html = text_for_feed(make_article(body=f'<figure data-embed="{VIDEO}"></figure>'))
        assert f'href="{VIDEO}"' in html
        assert "button" not in html
        assert "data-youtube" not in html


@pytest.mark.django_db
class TestPolicy:
    def test_pages_may_frame_the_player_and_no_other_site(self, client: Client):
        policy = client.get(make_article().get_absolute_url()).headers["Content-Security-Policy"]
        assert "frame-src 'self' https://www.youtube-nocookie.com;" in f"{policy};"
