"""Who arranges home and the pages of the sections."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_rights(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None

    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=["view_front", "change_front"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Administrators"]):
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_front_pages")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
