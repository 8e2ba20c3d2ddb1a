"""Reporters describe the pictures that they uploaded; articles/permissions.py says which."""

from django.db import migrations


def hand_out(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    change = Permission.objects.filter(content_type__app_label="articles", codename="change_picture")
    for group in apps.get_model("auth", "Group").objects.filter(name="Reporters"):
        group.permissions.add(*change)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_newsroom_records")]

    operations = [migrations.RunPython(hand_out, migrations.RunPython.noop)]
