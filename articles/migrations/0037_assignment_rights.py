"""Who assigns, and who sees what is assigned; moderators do not."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = ["view_assignment", "add_assignment", "change_assignment", "delete_assignment"]
RIGHTS = {"Reporters": ["view_assignment"], "Editors": EDITORS, "Administrators": EDITORS}


def give_rights(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    for name, codenames in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_taken_down_by_time"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
