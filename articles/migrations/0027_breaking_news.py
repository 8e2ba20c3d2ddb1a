"""Breaking news: a line above every page, until a time."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_editors_arrange'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BreakingNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=140, verbose_name='words of the bar')),
                ('ends_at', models.DateTimeField(verbose_name='ends at')),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='set at')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='breaking_news', to='articles.article', verbose_name='story')),
                ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'verbose_name': 'breaking news',
                'verbose_name_plural': 'breaking news items',
                'ordering': ['-pk'],
                'indexes': [models.Index(models.F('ends_at'), name='articles_breakingnews_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('set_at'))), name='articles_breakingnews_ends_after', violation_error_message='Breaking news ends after it was set.')],
            },
        ),
    ]
