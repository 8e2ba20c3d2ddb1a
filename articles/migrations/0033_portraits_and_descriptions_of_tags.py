"""Portraits of authors, and what a tag is about."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0032_first_menu_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='author',
            name='portrait',
            field=models.ForeignKey(blank=True, help_text="A picture of the library, shown as a square on the author's page; its focal point says which part.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='portrait_of', to='articles.picture', verbose_name='portrait'),
        ),
        migrations.AddField(
            model_name='tag',
            name='description',
            field=models.CharField(blank=True, help_text="One sentence or two under the tag's name; search engines show them, too.", max_length=300, verbose_name='description'),
        ),
    ]
