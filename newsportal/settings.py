"""The portal's settings. What an installation decides comes from the environment; .env.example lists it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import environ

from newsportal.databases import database
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
    mailer,
)

BASE_DIR = Path(__file__).resolve().parent.parent

if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env_str("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG")
SECRET_KEY = env_secret("SECRET_KEY")

# Where the portal lives. Nothing else may build an absolute address.
SITE_URL = env_site_url("SITE_URL")
# The demo's paper has a drawn name (newsportal/design/); any other is set in the headline face.
DEMO_NAME = "الضحى"
SITE_NAME = env_str("SITE_NAME", DEMO_NAME)
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [host for host in [_site.hostname, *env_list("ALLOWED_HOSTS")] if host]
IS_SECURE = _site.scheme == "https"

INSTALLED_APPS = [
    "newsportal",
    "articles",
    "comments",
    "crispy_forms",
    "django_prose_editor",
    # Django's admin with our site (newsportal/newsroom/).
    "newsportal.newsroom.apps.NewsroomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The templates of fields and error lists, which FORM_RENDERER looks for.
    "django.forms",
]

# Django 6 brings its own Content-Security-Policy; on 5.2 django-csp gives the same.
HAS_OWN_CSP = django.VERSION >= (6, 0)

MIDDLEWARE = [
    # First, since all others ask for the scheme and the client's address.
    "newsportal.origin.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsportal.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Adds random bytes to each answer, so that compression tells nothing about secrets (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware" if HAS_OWN_CSP else "csp.middleware.CSPMiddleware",
    "newsportal.security.CookieFreeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsportal.language.AddressLanguageMiddleware",
    # Before anything reads a body, and behind what its refusals are told with: the account and its language.
    "newsportal.bodies.PublicBodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsportal.gone.GoneMiddleware",
    # Behind those that know the account and have checked the token.
    "newsportal.desk.lost_session.LostSessionMiddleware",
]

ROOT_URLCONF = "newsportal.urls"
WSGI_APPLICATION = "newsportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # No auth, messages or CSRF on public pages: readers get no cookie (decision 1).
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.chrome.chrome",
                # The admin of Django 6 prints the nonce on its own tags.
                *(["django.template.context_processors.csp"] if HAS_OWN_CSP else []),
            ],
        },
    }
]

# Our templates stand before Django's own in forms too: error lists obey the paper's digits.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

CRISPY_ALLOWED_TEMPLATE_PACKS = ("newsportal",)
CRISPY_TEMPLATE_PACK = "newsportal"

# Data

DATABASES = {
    "default": database(
        env_str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"), is_pooled=env_bool("DATABASE_POOLED")
    ),
}
# A streaming copy, for reading public pages alone; it may lag behind.
if env_str("REPLICA_URL"):
    DATABASES["replica"] = database(env_str("REPLICA_URL"), is_pooled=env_bool("DATABASE_POOLED"))
    DATABASE_ROUTERS = ["newsportal.replica.ReplicaRouter"]
# Of a web process on PostgreSQL; 0 for no limit.
DATABASE_STATEMENT_SECONDS = env_int("DATABASE_STATEMENT_SECONDS", 30)

# The page cache (newsportal/page_cache/)

# Redis or Valkey, for several machines; without it each machine keeps its pages in memory and in VAR_DIR.
CACHE_URL = env_cache_url("CACHE_URL")
# For so long a process may serve a page without asking the shared cache whether it is still the present one.
CACHE_MAX_AGE_MS = env_int("CACHE_MAX_AGE_MS", 0, maximum=60_000)
# In each process; 0 turns the page cache off.
PAGE_CACHE_MB = env_int("PAGE_CACHE_MB", 128, maximum=100_000)
# How long a CDN may keep a page without asking; 0 tells it nothing, and every reader sees a change at once.
CDN_MAX_AGE = env_int("CDN_MAX_AGE", 0, maximum=86_400)

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "newsportal.assets.JoinedFinder",
]
# Another host's where readers get media from a bucket or a CDN.
MEDIA_URL = env_media_url("MEDIA_URL", "/media/")
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": env_media_storage("MEDIA_STORAGE_URL"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "webp", "woff2", "map")
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Language and time

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsportal.formats"]
USE_I18N = True
TIME_ZONE = env_str("TIME_ZONE", "Asia/Riyadh")
USE_TZ = True

# Staff accounts

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Both cookies belong to the admin alone: no public page sends or reads them.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsportal.desk.refusals.csrf_failure"

# Security headers

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env_bool("HSTS_SUBDOMAINS")
SECURE_SSL_REDIRECT = IS_SECURE
# Load balancers ask by plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
X_FRAME_OPTIONS = "DENY"

# Whether all subdomains speak HTTPS is their owner's to say (HSTS_SUBDOMAINS), not ours to warn of.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

if HAS_OWN_CSP:
    from django.utils.csp import CSP

    _nonce: Any = CSP.NONCE
else:
    from csp.constants import NONCE

    _nonce = NONCE

_media = urlsplit(MEDIA_URL)
# The nonce is named only on the pages that ask for it (newsportal.security.csp_nonce): in the admin, for the
# editor's import map and Django 6's own tags. Public pages have no inline script or style.
_policy = {
    "default-src": ["'self'"],
    "script-src": ["'self'", _nonce],
    "style-src": ["'self'", _nonce],
    "img-src": ["'self'", "data:", *([f"{_media.scheme}://{_media.netloc}"] if _media.netloc else [])],
    # The preview of a story (decision 31), and what js/embed.js puts into one on a click (decision 32).
    "frame-src": ["'self'", "https://www.youtube-nocookie.com"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
if HAS_OWN_CSP:
    SECURE_CSP = _policy
else:
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": _policy}

# Bodies: the comment address refuses more than this before reading (DESIGN.md, section 4).
COMMENT_MAX_BODY_BYTES = 256 * 1024
PUBLIC_MAX_BODY_BYTES = 5 * 1024 * 1024
# A form of the newsroom comes back with its error and its text, even where a whole book was pasted into it.
# A picture has 15 MB at most, and comes with the fields of its form.
NEWSROOM_MAX_BODY_BYTES = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Articles

# The latest revisions of a story that are kept, and days for which older ones are; 0 for all, and for ever.
ARTICLE_REVISIONS_KEPT = env_int("ARTICLE_REVISIONS_KEPT", 200)
ARTICLE_REVISIONS_DAYS = env_int("ARTICLE_REVISIONS_DAYS", 0, maximum=36_500)

# Comments

# How long a story takes comments; 0 for ever.
COMMENTS_OPEN_DAYS = env_int("COMMENTS_OPEN_DAYS", 14, maximum=36_500)
COMMENTS_ORDER = env_choice("COMMENTS_ORDER", "oldest", "newest")
COMMENTS_MAX_DEPTH = env_int("COMMENTS_MAX_DEPTH", 5, minimum=2, maximum=10)
COMMENTS_FLOOD_SECONDS = env_int("COMMENTS_FLOOD_SECONDS", 15)
COMMENTS_PER_MINUTE = env_int("COMMENTS_PER_MINUTE", 10, minimum=1)
# How long an author may still change a comment that waits; 0 for never.
COMMENTS_EDIT_MINUTES = env_int("COMMENTS_EDIT_MINUTES", 15, maximum=1_440)
# Approved comments after which a reader publishes by a button in a letter; 0 for never.
COMMENTS_TRUST_AFTER = env_int("COMMENTS_TRUST_AFTER", 0, maximum=500)
# Networks whose reports hold a comment; 0 for never.
COMMENTS_REPORTS_HOLD = env_int("COMMENTS_REPORTS_HOLD", 3, maximum=1_000)
COMMENTS_EVIDENCE_DAYS = env_int("COMMENTS_EVIDENCE_DAYS", 30, minimum=1)
# Days after which spam, refused and withdrawn comments are deleted; 0 for never.
COMMENTS_EMPTY_DAYS = env_int("COMMENTS_EMPTY_DAYS", 30, maximum=36_500)
COMMENTS_PER_PAGE = 50
COMMENTS_STATUS_DAYS = 90

# Mail. Without EMAIL_URL no page offers mail.

EMAIL_IS_ON = bool(env_str("EMAIL_URL"))
_mail = environ.Env.email_url_config(env_str("EMAIL_URL", "dummymail://"))
_mail_directory = BASE_DIR / (_mail["EMAIL_FILE_PATH"] or "var/mail")
_mail_seconds = 20
if django.VERSION < (6, 1):
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
    EMAIL_PORT = _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
    EMAIL_FILE_PATH = _mail_directory
    EMAIL_TIMEOUT = _mail_seconds
elif EMAIL_IS_ON:
    MAILERS = {"default": mailer(_mail, directory=_mail_directory, timeout=_mail_seconds)}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_str("DEFAULT_FROM_EMAIL", f"noreply@{_site.hostname or 'localhost'}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Django logs the path of every answer from 400 on, and some paths are secrets.
    "filters": {"without_tokens": {"()": "newsportal.tokens.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "WARNING")},
}
