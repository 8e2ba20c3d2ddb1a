
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0035_assignments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('unpublished_at'), models.F('id'), condition=models.Q(('unpublished_at__isnull', False)), name='articles_article_taken_down'),
        ),
    ]
