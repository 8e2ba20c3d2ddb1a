"""The WSGI entry point: ``newsportal.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

application = get_wsgi_application()

from newsportal import generations  # noqa: E402 - its models need the applications, which stand from here on

generations.keep_level()
