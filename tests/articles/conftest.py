"""Who works in the newsroom."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def editor(client: Client) -> User:
    """Return an editor, signed in."""
    user = make_user(groups=("Editors",))
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client: Client) -> User:
    """Return a reporter, signed in."""
    user = make_user(groups=("Reporters",))
    client.force_login(user)
    return user
