"""Static pages: about the paper, how to reach it, by which rules it works."""

import newsportal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0028_editors_break_news'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaticPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, max_length=100, unique=True, verbose_name='address')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('body_html', newsportal.fields.BuiltHTMLField(blank=True, editable=False, verbose_name='built text')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('pictures', models.ManyToManyField(editable=False, related_name='pages', to='articles.picture', verbose_name='pictures')),
            ],
            options={
                'verbose_name': 'static page',
                'verbose_name_plural': 'static pages',
                'ordering': ['pk'],
            },
        ),
    ]
