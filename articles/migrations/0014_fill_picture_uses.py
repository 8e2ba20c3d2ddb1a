from django.db import migrations

from articles.body.build import picture_ids

BATCH = 1_000


def fill(apps, schema_editor):
    PictureUse = apps.get_model("articles", "PictureUse")
    known = set(apps.get_model("articles", "Picture").objects.values_list("pk", flat=True))
    texts = apps.get_model("articles", "Article").objects.filter(body__contains='data-picture="').order_by("pk")
    last = 0
    while batch := list(texts.filter(pk__gt=last).values_list("pk", "body")[:BATCH]):
        PictureUse.objects.bulk_create(
            PictureUse(article_id=pk, picture_id=key) for pk, body in batch for key in picture_ids(body) if key in known
        )
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_picture_uses")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
