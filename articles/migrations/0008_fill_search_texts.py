from django.db import migrations

from newsportal.arabic.fold import fold

# What each model's save() folds.
LINES = {
    "Author": ["name", "title", "biography"],
    "Picture": ["alternative_text", "caption", "credit"],
    "Section": ["name", "description"],
    "Source": ["name"],
    "Tag": ["name"],
}
BATCH = 1_000


def fill(apps, schema_editor):
    for name, lines in LINES.items():
        rows = apps.get_model("articles", name).objects
        batch = []
        for row in rows.order_by("pk").iterator(chunk_size=BATCH):
            row.search_text = fold(" ".join(getattr(row, line) for line in lines))
            batch.append(row)
        rows.bulk_update(batch, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_search_texts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
