from django.db import migrations

from newsportal.arabic.fold import fold

BATCH = 1_000


def fill(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects
    last = 0
    while True:
        batch = list(comments.only("name", "text").filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            break
        for comment in batch:
            comment.search_text = fold(f"{comment.name} {comment.text}")
        comments.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_search_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
