import ipaddress
import traceback

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsportal.env import (
    env_bool,
    env_cache_url,
    env_choice,
    env_int,
    env_list,
    env_media_storage,
    env_media_url,
    env_networks,
    env_secret,
    env_site_url,
    env_str,
)


@pytest.fixture
def setting(monkeypatch):
    """Return a function that sets the variable SETTING."""
    monkeypatch.delenv("SETTING", raising=False)
    return lambda value: monkeypatch.setenv("SETTING", value)


class TestEnvStr:
    def test_unset_and_blank_give_the_default(self, setting):
        assert env_str("SETTING", "default") == "default"
        setting("  ")
        assert env_str("SETTING", "default") == "default"

    def test_space_around_is_dropped(self, setting):
        setting(" a b ")
        assert env_str("SETTING") == "a b"


class TestEnvChoice:
    def test_the_first_is_usual(self, setting):
        assert env_choice("SETTING", "oldest", "newest") == "oldest"
        setting("newest")
        assert env_choice("SETTING", "oldest", "newest") == "newest"

    def test_another_word_is_refused_with_what_to_set(self, setting):
        setting("latest")
        with pytest.raises(ImproperlyConfigured, match="set oldest or newest"):
            env_choice("SETTING", "oldest", "newest")


class TestEnvBool:
    @pytest.mark.parametrize(("word", "value"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
    def test_word_is_read(self, setting, word, value):
        setting(word)
        assert env_bool("SETTING") is value

    def test_unset_gives_the_default(self, setting):
        assert env_bool("SETTING", default=True) is True

    def test_other_word_is_refused_by_name(self, setting):
        setting("maybe")
        with pytest.raises(ImproperlyConfigured, match="SETTING"):
            env_bool("SETTING")


class TestEnvInt:
    def test_number_is_read(self, setting):
        setting("7")
        assert env_int("SETTING", 5) == 7

    @pytest.mark.parametrize("word", ["0", "11", "-1", "1.5", "٣", "many"])
    def test_number_outside_or_no_number_is_refused(self, setting, word):
        setting(word)
        with pytest.raises(ImproperlyConfigured, match="from 1 to 10"):
            env_int("SETTING", 5, minimum=1, maximum=10)


class TestEnvList:
    def test_words_are_parted_by_commas(self, setting):
        setting("a, b,,")
        assert env_list("SETTING") == ["a", "b"]


class TestEnvNetworks:
    def test_networks_are_read(self, setting):
        setting("10.0.0.0/8, ::1")
        assert env_networks("SETTING") == (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128"))

    @pytest.mark.parametrize("word", ["10.0.0.1/8", "localhost", "10.0.0.0/33"])
    def test_no_network_is_refused(self, setting, word):
        setting(word)
        with pytest.raises(ImproperlyConfigured, match="SETTING"):
            env_networks("SETTING")


class TestEnvSiteUrl:
    @pytest.mark.parametrize(
        ("address", "site_url"),
        [
            ("", ""),
            ("https://news.example/", "https://news.example"),
            ("HTTP://News.Example:8000", "http://news.example:8000"),
            ("https://مثال.إختبار", "https://xn--mgbh0fb.xn--kgbechtv"),
            ("http://[::1]:8000", "http://[::1]:8000"),
        ],
    )
    def test_address_is_scheme_and_host(self, setting, address, site_url):
        setting(address)
        assert env_site_url("SETTING") == site_url

    @pytest.mark.parametrize(
        "address",
        [
            "news.example",
            "ftp://news.example",
            "https://",
            "https://news.example/portal",
            "https://news.example?a",
            "https://news.example#a",
            "https://user@news.example",
            "https://news.example:port",
            "https://[",
            "https://a..b",
        ],
    )
    def test_other_address_is_refused(self, setting, address):
        setting(address)
        with pytest.raises(ImproperlyConfigured, match="SETTING"):
            env_site_url("SETTING")


class TestEnvMediaUrl:
    @pytest.mark.parametrize(
        ("word", "address"),
        [
            ("", "/media/"),
            ("/media", "/media/"),
            ("https://media.example", "https://media.example/"),
            ("https://cdn.example/paper/", "https://cdn.example/paper/"),
        ],
    )
    def test_address_ends_with_a_slash(self, setting, word, address):
        setting(word)
        assert env_media_url("SETTING", "/media/") == address

    @pytest.mark.parametrize(
        "word", ["media.example", "/pictures/", "ftp://media.example/", "https://", "https://a/?b"]
    )
    def test_other_address_is_refused(self, setting, word):
        setting(word)
        with pytest.raises(ImproperlyConfigured, match="SETTING"):
            env_media_url("SETTING", "/media/")


class TestEnvCacheUrl:
    @pytest.mark.parametrize(
        "word", ["", "redis://127.0.0.1:6379/0", "rediss://:word@cache.example", "unix:///run/redis.sock"]
    )
    def test_server_is_taken_as_it_stands(self, setting, word):
        setting(word)
        assert env_cache_url("SETTING") == word

    @pytest.mark.parametrize(
        "word", ["127.0.0.1:6379", "cache.example", "http://:s3cr3t@cache.example", "redis://:s3cr3t@cache:x"]
    )
    def test_other_address_is_refused_without_showing_its_password(self, setting, word):
        setting(word)
        with pytest.raises(ImproperlyConfigured, match="SETTING") as refusal:
            env_cache_url("SETTING")
        assert "s3cr3t" not in "".join(traceback.format_exception(refusal.value))


class TestEnvMediaStorage:
    def test_unset_is_the_disk(self, setting):
        setting("")
        assert env_media_storage("SETTING")["BACKEND"] == "newsportal.media_folder.MediaFolder"

    def test_bucket_with_its_keys(self, setting):
        setting("s3://key:a%2Fb%2Bc@s3.example:9000/paper?region=eu-central-1&addressing=virtual")
        assert env_media_storage("SETTING")["OPTIONS"] == {
            "endpoint_url": "https://s3.example:9000",
            "bucket_name": "paper",
            "access_key": "key",
            "secret_key": "a/b+c",
            "region_name": "eu-central-1",
            "addressing_style": "virtual",
        }

    def test_without_keys_the_machine_has_a_role(self, setting):
        setting("s3+http://127.0.0.1:9000/paper")
        options = env_media_storage("SETTING")["OPTIONS"]
        assert options["endpoint_url"] == "http://127.0.0.1:9000"
        assert not {"access_key", "secret_key"} & set(options)

    @pytest.mark.parametrize(
        "word",
        [
            "https://key:s3cr3t@s3.example/paper",
            "s3://key:s3cr3t@s3.example/",
            "s3://key:s3cr3t@s3.example/paper/folder",
            "s3://key:s3cr3t@/paper",
            "s3://key@s3.example/s3cr3t",
            "s3://key:s3cr3t@s3.example/paper?zone=s3cr3t",
            "s3://key:s3cr3t@[s3.example/paper",
            "s3://key:a?s3cr3t@s3.example/paper",
        ],
    )
    def test_other_address_is_refused_without_showing_its_key(self, setting, word):
        setting(word)
        with pytest.raises(ImproperlyConfigured, match="SETTING") as refusal:
            env_media_storage("SETTING")
        assert "s3cr3t" not in "".join(traceback.format_exception(refusal.value))


class TestEnvSecret:
    @pytest.fixture(autouse=True)
    def no_file(self, monkeypatch):
        monkeypatch.delenv("SETTING_FILE", raising=False)

    def test_variable_wins_over_file(self, setting, monkeypatch):
        setting("secret")
        monkeypatch.setenv("SETTING_FILE", "/nowhere")
        assert env_secret("SETTING") == "secret"

    def test_file_is_read(self, setting, monkeypatch, tmp_path):
        (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
        monkeypatch.setenv("SETTING_FILE", str(tmp_path / "key"))
        assert env_secret("SETTING") == "from a file"

    def test_missing_file_is_refused(self, setting, monkeypatch):
        monkeypatch.setenv("SETTING_FILE", "/nowhere")
        with pytest.raises(ImproperlyConfigured, match="SETTING_FILE"):
            env_secret("SETTING")

    def test_neither_is_refused(self, setting):
        with pytest.raises(ImproperlyConfigured, match="SETTING_FILE"):
            env_secret("SETTING")
