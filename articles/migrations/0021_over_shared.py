from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_reporters_change_own_pictures'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('unpublished_at'), condition=models.Q(('unpublished_at__isnull', False), models.Q(('share_key', ''), _negated=True)), name='articles_article_over_shared'),
        ),
    ]
