from django.db import migrations
from django.db.models import Max, OuterRef, Subquery

BATCH = 10_000


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects
    listed = articles.filter(pk=OuterRef("article_id"), status="published").values("published_at")
    last = articles.aggregate(last=Max("pk"))["last"] or 0
    for name in ("Byline", "Tagging"):
        lines = apps.get_model("articles", name).objects
        for start in range(0, last + 1, BATCH):
            stretch = lines.filter(article_id__gte=start, article_id__lt=start + BATCH)
            stretch.update(listed_at=Subquery(listed))


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_lines")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
