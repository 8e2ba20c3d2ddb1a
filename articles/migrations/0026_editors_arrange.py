"""Who arranges home and the pages of the sections."""

from django.db import migrations

from articles.migrations._rights import giving

RIGHTS = dict.fromkeys(["Editors", "Administrators"], ["view_front", "change_front"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_front_pages")]

    operations = [migrations.RunPython(giving(RIGHTS), migrations.RunPython.noop)]
