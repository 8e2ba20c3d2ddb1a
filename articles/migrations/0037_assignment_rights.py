"""Who assigns, and who sees what is assigned; moderators do not."""

from django.db import migrations

from articles.migrations._rights import giving

EDITORS = ["view_assignment", "add_assignment", "change_assignment", "delete_assignment"]
RIGHTS = {"Reporters": ["view_assignment"], "Editors": EDITORS, "Administrators": EDITORS}


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_taken_down_by_time"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(giving(RIGHTS), migrations.RunPython.noop)]
