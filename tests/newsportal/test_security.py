import os
import re
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from newsportal.security import PERMISSIONS_POLICY, CookieFreeMiddleware, csp_nonce
from newsportal.tokens import private_page

POLICY = "Content-Security-Policy"


def answer_plain(request):
    return HttpResponse("plain")


def answer_cached(request):
    return HttpResponse("cached", headers={"Cache-Control": "max-age=60"})


def answer_private(request):
    return private_page(HttpResponse("private"))


def answer_with_nonce(request):
    return HttpResponse(f"{csp_nonce(request)} {csp_nonce(request)}")


urlpatterns = [
    path("plain/", answer_plain),
    path("cached/", answer_cached),
    path("private/", answer_private),
    path("nonce/", answer_with_nonce),
    path("admin/plain/", answer_plain),
]


@pytest.fixture
def pages(client, settings):
    settings.ROOT_URLCONF = __name__
    return client


@pytest.mark.django_db
class TestSecurityHeaders:
    def test_public_page_is_asked_for_again_each_time(self, pages):
        response = pages.get("/plain/")
        assert response["Cache-Control"] == "no-cache"
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert response["Permissions-Policy"] == PERMISSIONS_POLICY

    def test_head_is_answered_as_get(self, pages):
        assert pages.head("/plain/")["Cache-Control"] == "no-cache"

    def test_view_decides_for_itself(self, pages):
        assert pages.get("/cached/")["Cache-Control"] == "max-age=60"
        response = pages.get("/private/")
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "strict-origin"

    def test_answer_to_a_post_gets_no_cache_rule(self, pages):
        assert not pages.post("/plain/").has_header("Cache-Control")

    def test_admin_sends_its_addresses_to_no_other_site_and_is_kept_by_nobody(self, pages):
        response = pages.get("/admin/plain/")
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
class TestContentSecurityPolicy:
    def test_page_that_asks_for_no_nonce_names_none(self, pages):
        directives = {part.strip() for part in pages.get("/plain/")[POLICY].split(";")}
        assert {"default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'"} <= directives

    def test_nonce_of_the_page_stands_in_its_policy(self, pages):
        response = pages.get("/nonce/")
        first, second = response.content.decode().split()
        assert first == second
        assert f"script-src 'self' 'nonce-{first}'" in response[POLICY]

    def test_each_answer_has_a_nonce_of_its_own(self, pages):
        assert pages.get("/nonce/").content != pages.get("/nonce/").content

    def test_pictures_may_come_from_the_host_of_media_alone(self, tmp_path):
        code = "from newsportal import settings; print(*settings._policy['img-src'])"
        environment = {**os.environ, "MEDIA_URL": "https://media.example/paper", "VAR_DIR": str(tmp_path)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.split() == ["'self'", "data:", "https://media.example"]

    def test_nonce_without_a_policy_is_empty(self):
        assert csp_nonce(RequestFactory().get("/")) == ""

    def test_front_page_has_nothing_inline(self, client):
        response = client.get("/")
        assert "nonce" not in response[POLICY]
        page = response.content.decode()
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert scripts
        # A block of data such as JSON-LD is no script to the policy (CSP Level 3, section 4.2.4).
        assert all("src=" in tag or 'type="application/ld+json"' in tag for tag in scripts)
        assert not re.search(r"<style\b|\sstyle=|\son\w+=", page)


@pytest.mark.django_db
class TestCookies:
    @pytest.mark.parametrize("cookie", ["csrftoken=short", "sessionid=short", f"sessionid={'a' * 32}"])
    @pytest.mark.parametrize("address", ["/", "/about/", "/no-such-page/"])
    def test_cookies_that_a_reader_sends_are_not_answered(self, client, address, cookie):
        response = client.get(address, headers={"cookie": cookie})
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_public_page_does_not_read_them(self, rf):
        seen = []
        middleware = CookieFreeMiddleware(lambda request: seen.append(dict(request.COOKIES)) or HttpResponse())
        for address in ("/plain/", "/admin/plain/"):
            middleware(rf.get(address, headers={"cookie": "sessionid=secret"}))
        assert seen == [{}, {"sessionid": "secret"}]

    def test_admin_keeps_them(self, client):
        assert client.get("/admin/login/", headers={"cookie": "csrftoken=short"}).cookies["csrftoken"].value
