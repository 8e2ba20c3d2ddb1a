"""PostgreSQL keeps long texts compressed; lz4 packs and unpacks Arabic texts in half the time of its
older way, and takes a third more room.

Texts that are stored already stay as they are, and are read as before.
"""

from django.db import migrations

COLUMNS = [
    ("articles_article", ["body", "body_html"]),
    ("articles_searchdocument", ["title", "body", "keys"]),
]


def compress_quickly(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        # A server may be built without it, or be older than version 14.
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        if cursor.fetchone() != (True,):
            return
    for table, columns in COLUMNS:
        changes = ", ".join(f"ALTER COLUMN {column} SET COMPRESSION lz4" for column in columns)
        schema_editor.execute(f"ALTER TABLE {table} {changes}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_slug_without_index")]

    operations = [migrations.RunPython(compress_quickly, migrations.RunPython.noop)]
