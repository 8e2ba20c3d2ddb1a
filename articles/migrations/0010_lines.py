"""Tags get lines of their own, as bylines are: both hold the time from which lists show a story."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_newsroom_lists'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Tagging',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='articles.article', verbose_name='article')),
                        ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='articles.tag', verbose_name='tag')),
                    ],
                    options={
                        'verbose_name': 'tag of an article',
                        'verbose_name_plural': 'tags of articles',
                        'default_permissions': (),
                        'db_table': 'articles_article_tags',
                        'unique_together': {('article', 'tag')},
                    },
                ),
                migrations.AlterField(
                    model_name='article',
                    name='tags',
                    field=models.ManyToManyField(blank=True, related_name='articles', through='articles.Tagging', to='articles.tag', verbose_name='tags'),
                ),
            ],
        ),
        migrations.AlterModelTable(
            name='tagging',
            table=None,
        ),
        migrations.AddField(
            model_name='tagging',
            name='listed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='listed from'),
        ),
        migrations.AddField(
            model_name='byline',
            name='listed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='listed from'),
        ),
    ]
