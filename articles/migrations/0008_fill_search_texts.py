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
        fill_rows(apps.get_model("articles", name).objects, lines)


def fill_rows(rows, lines):
    last = 0
    while True:
        batch = list(rows.only(*lines).filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            break
        for row in batch:
            row.search_text = fold(" ".join(getattr(row, line) for line in lines))
        rows.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_search_texts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
