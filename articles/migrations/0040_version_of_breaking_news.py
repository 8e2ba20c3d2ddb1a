"""Breaking news has a version: two editors may have it open at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0039_press_of_a_live_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="breakingnews",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
        ),
    ]
