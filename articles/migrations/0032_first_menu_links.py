"""The footer with which a paper begins, and who may change it."""

from django.db import migrations

from articles.migrations._rights import all_of, giving

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


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_menus"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(write_links, migrations.RunPython.noop),
        migrations.RunPython(giving(dict.fromkeys(GROUPS, all_of("menulink"))), migrations.RunPython.noop),
    ]
