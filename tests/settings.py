"""The environment of the tests, and then the portal's own settings."""

import os
import tempfile

import django

# What a machine or its .env file says must not reach the tests; an empty value counts as unset.
os.environ["SITE_URL"] = "http://testserver"
os.environ["SECRET_KEY"] = "tests-only-" + "0123456789" * 6
for name in (
    "ALLOWED_HOSTS",
    "CACHE_MAX_AGE_MS",
    "CACHE_URL",
    "CDN_MAX_AGE",
    "DATABASE_POOLED",
    "DATABASE_STATEMENT_SECONDS",
    "DEBUG",
    "EMAIL_URL",
    "MEDIA_STORAGE_URL",
    "MEDIA_URL",
    "PAGE_CACHE_MB",
    "REPLICA_URL",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
):
    os.environ[name] = ""
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="newsportal-tests-")

from newsportal.settings import *  # noqa: E402, F403 - the environment has to stand first

STORAGES = {
    **STORAGES,  # noqa: F405 - comes with the portal's settings
    # Hashed names exist only after collectstatic; browser tests use the real thing.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise warns where the folder is missing, and a warning is an error.
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - comes with the portal's settings
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
