"""The lists of authors and tags get an index each, which serves in the place of the foreign keys' own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_fill_listed_at'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(models.F('author'), models.OrderBy(models.F('listed_at'), descending=True), models.OrderBy(models.F('article'), descending=True), name='articles_byline_of_author'),
        ),
        migrations.AlterField(
            model_name='byline',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='byline',
            name='author',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author'),
        ),
        migrations.AddConstraint(
            model_name='tagging',
            constraint=models.UniqueConstraint(fields=('article', 'tag'), name='articles_tagging_once', violation_error_message='This story already has the tag.'),
        ),
        migrations.AlterUniqueTogether(
            name='tagging',
            unique_together=set(),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(models.F('tag'), models.OrderBy(models.F('listed_at'), descending=True), models.OrderBy(models.F('article'), descending=True), name='articles_tagging_of_tag'),
        ),
        migrations.AlterField(
            model_name='tagging',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='tagging',
            name='tag',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='articles.tag', verbose_name='tag'),
        ),
    ]
