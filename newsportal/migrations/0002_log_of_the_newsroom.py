"""Indexes of Django's own log of the newsroom, which holds a row for each change of every story."""

from django.db import migrations

INDEXES = {
    # The history of one row.
    "newsportal_log_of_row": "django_admin_log (content_type_id, object_id, action_time)",
    # What an account did lately, on its front page.
    "newsportal_log_of_user": "django_admin_log (user_id, action_time)",
}


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
