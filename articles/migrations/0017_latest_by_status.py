from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_quick_compression'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='articles_article_latest',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('status'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'published')), name='articles_article_latest'),
        ),
    ]
