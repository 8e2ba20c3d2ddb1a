"""The WSGI entry point: ``newsportal.wsgi:application``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsportal.databases import is_postgresql, limit_statements
from newsportal.stopping import hear_in_main_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

_django = get_wsgi_application()

from newsportal import generations, minutes  # noqa: E402 - its models need the applications, which stand from here on
from newsportal.bodies import PlainBodies  # noqa: E402 - the same
from newsportal.one_at_a_time import OneAtATime  # noqa: E402 - the same
from newsportal.page_cache.wrapper import PageCache  # noqa: E402 - the same

limit_statements(settings.DATABASES, seconds=settings.DATABASE_STATEMENT_SECONDS)
generations.keep_level()
minutes.begin()
hear_in_main_thread()

application = PageCache(
    OneAtATime(PlainBodies(_django), are_writers_free=is_postgresql(settings.DATABASES["default"]))
)
