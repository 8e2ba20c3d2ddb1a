"""Who may set breaking news and end it."""

from django.db import migrations

from articles.migrations._rights import all_of, giving

GROUPS = ["Editors", "Administrators"]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_breaking_news"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(giving(dict.fromkeys(GROUPS, all_of("breakingnews"))), migrations.RunPython.noop)]
