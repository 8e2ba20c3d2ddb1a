from django.db import migrations
from django.db.models import Q

STRIDE = 50


def fill(apps, schema_editor):
    ThreadMark = apps.get_model("comments", "ThreadMark")
    roots = apps.get_model("comments", "Comment").objects.filter(Q(status="approved") | Q(approved_below__gt=0), parent=None)
    long = apps.get_model("articles", "Article").objects.filter(thread_count__gt=STRIDE).values_list("pk", flat=True)
    for pk in long:
        paths = list(roots.filter(article_id=pk).order_by("path").values_list("path", flat=True))
        marks = enumerate(paths[STRIDE::STRIDE], 1)
        ThreadMark.objects.bulk_create(ThreadMark(article_id=pk, number=number, path=path) for number, path in marks)


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_thread_marks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
