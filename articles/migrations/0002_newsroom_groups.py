"""Who may write and who may publish; comments/migrations/0002 adds what concerns comments."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTERS = ["view_article", "add_article", "change_article", "view_picture", "add_picture"]
# Names that reporters choose from, and do not change.
CHOICES = ["view_section", "view_tag", "view_author", "view_source"]
ADMINISTERED = ["articles", "auth", "newsportal"]


def make_groups(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    for label in ADMINISTERED:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None

    Group = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission").objects
    of_articles = permissions.filter(content_type__app_label="articles")
    reporters, _ = Group.objects.get_or_create(name="Reporters")
    reporters.permissions.add(*of_articles.filter(codename__in=REPORTERS + CHOICES))
    editors, _ = Group.objects.get_or_create(name="Editors")
    editors.permissions.add(*of_articles)
    administrators, _ = Group.objects.get_or_create(name="Administrators")
    administrators.permissions.add(*permissions.filter(content_type__app_label__in=ADMINISTERED))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("newsportal", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
