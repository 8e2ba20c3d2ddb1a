"""Who works at the moderator's desk."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def moderator(client: Client) -> Client:
    """Return a client signed in as a moderator, who sees no address."""
    client.force_login(make_user(groups=("Moderators",)))
    return client


@pytest.fixture
def trusted(client: Client) -> Client:
    """Return a client signed in as a moderator who may see addresses."""
    user = make_user(groups=("Moderators",))
    user.user_permissions.add(Permission.objects.get(codename="view_private_email"))
    client.force_login(user)
    return client
