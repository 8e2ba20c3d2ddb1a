"""Editors and administrators read what readers send as corrections, reporters what concerns their own stories."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Reporters", "Editors", "Administrators"]


def hand_out(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    comments = apps.get_app_config("comments")
    comments.models_module = True
    create_permissions(comments, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    comments.models_module = None

    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = Permission.objects.filter(content_type__app_label="comments", codename="view_readercorrection")
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("comments", "0015_reader_corrections")]

    operations = [migrations.RunPython(hand_out, migrations.RunPython.noop)]
