"""Who may moderate. Moderators see no e-mail address unless someone also gives them view_private_email."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

MODERATORS = ["view_comment", "change_comment", "moderate_comment"]


def make_moderators(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    comments = apps.get_app_config("comments")
    comments.models_module = True
    create_permissions(comments, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    comments.models_module = None

    Group = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="comments")
    moderators, _ = Group.objects.get_or_create(name="Moderators")
    moderators.permissions.add(*permissions.filter(codename__in=MODERATORS))
    administrators, _ = Group.objects.get_or_create(name="Administrators")
    administrators.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("articles", "0002_newsroom_groups"),
    ]

    operations = [migrations.RunPython(make_moderators, migrations.RunPython.noop)]
