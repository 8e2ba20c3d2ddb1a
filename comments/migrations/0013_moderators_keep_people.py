"""Moderators and administrators keep restrictions, known readers and reports."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Moderators", "Administrators"]
RIGHTS = [
    "view_restriction",
    "add_restriction",
    "change_restriction",
    "delete_restriction",
    "view_regular",
    "delete_regular",
    "view_report",
]


def hand_out(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    comments = apps.get_app_config("comments")
    comments.models_module = True
    create_permissions(comments, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    comments.models_module = None

    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = Permission.objects.filter(content_type__app_label="comments", codename__in=RIGHTS)
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_commenters")]

    operations = [migrations.RunPython(hand_out, migrations.RunPython.noop)]
