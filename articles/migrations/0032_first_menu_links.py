"""The footer with which a paper begins, and who may change it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Administrators"]
# Slugs of pages, and what they are called in English.
PAGES = {
    "about": "About us",
    "publishing-principles": "Publishing principles",
    "comment-rules": "Comment rules",
    "contact": "Contact us",
}


def write_links(apps, schema_editor):
    MenuLink = apps.get_model("articles", "MenuLink")
    pages = {page.slug: page for page in apps.get_model("articles", "StaticPage").objects.filter(slug__in=PAGES)}
    MenuLink.objects.create(place="footer", words="الأحدث", english="Latest", address="/latest/")
    for position, (slug, english) in enumerate(PAGES.items(), 1):
        if slug in pages:
            MenuLink.objects.create(place="footer", english=english, page=pages[slug], position=position)


def give_rights(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None

    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model="menulink"
    )
    for name in GROUPS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_menus"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(write_links, migrations.RunPython.noop),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
