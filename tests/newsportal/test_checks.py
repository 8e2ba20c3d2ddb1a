import ipaddress
import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry

from newsportal.checks import check_deployment, check_settings


def ids(check):
    return [message.id for message in check(None)]


class TestCheckSettings:
    def test_whole_settings_are_accepted(self):
        assert ids(check_settings) == []

    @pytest.mark.parametrize(
        ("name", "value", "id_"),
        [
            ("SITE_URL", "", "newsportal.E001"),
            ("SECRET_KEY", "a" * 49, "newsportal.E002"),
            ("TIME_ZONE", "Asia/Nowhere", "newsportal.E003"),
            ("TIME_ZONE", "../etc/passwd", "newsportal.E003"),
            ("TIME_ZONE", "", "newsportal.E003"),
        ],
    )
    @pytest.mark.filterwarnings("ignore")
    def test_nonsense_is_an_error(self, monkeypatch, name, value, id_):
        monkeypatch.setattr(f"django.conf.settings.{name}", value)
        assert ids(check_settings) == [id_]

    def test_debugging_needs_neither_address_nor_long_key(self, settings):
        settings.DEBUG = True
        settings.SITE_URL = ""
        settings.SECRET_KEY = "short"
        assert ids(check_settings) == []

    def test_check_is_registered(self, settings):
        settings.SITE_URL = ""
        assert "newsportal.E001" in [message.id for message in run_checks(tags=["security"])]
        assert check_deployment in registry.deployment_checks


class TestCheckDeployment:
    def test_plain_http_is_a_warning(self, settings):
        settings.SITE_URL = "http://news.example"
        assert ids(check_deployment) == ["newsportal.W001"]

    @pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0"])
    def test_trust_in_everybody_is_a_warning(self, settings, network):
        settings.SITE_URL = "https://news.example"
        settings.TRUSTED_PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network(network))
        assert ids(check_deployment) == ["newsportal.W002"]

    def test_every_host_is_a_warning(self, settings):
        settings.SITE_URL = "https://news.example"
        settings.ALLOWED_HOSTS = ["*"]
        assert ids(check_deployment) == ["newsportal.W003"]

    def test_installation_as_documented_has_nothing_to_warn_of(self, tmp_path):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "newsportal.settings",
            "SITE_URL": "https://news.example",
            "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "VAR_DIR": str(tmp_path),
        }
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert run.returncode == 0, run.stderr
