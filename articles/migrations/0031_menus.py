"""Links of the bar and the footer, and sections that stand in no bar."""
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0030_first_static_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='section',
            name='is_in_bar',
            field=models.BooleanField(default=True, help_text='Without the tick the section has a page, and no place in the bar.', verbose_name='in the bar'),
        ),
        migrations.AlterField(
            model_name='section',
            name='colour',
            field=models.PositiveSmallIntegerField(default=1, help_text='Of the rule above its stories, of its name, and of its place in the bar.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='colour'),
        ),
        migrations.CreateModel(
            name='MenuLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('bar', 'Bar of sections'), ('footer', 'Footer')], default='footer', max_length=6, verbose_name='place')),
                ('words', models.CharField(blank=True, max_length=40, verbose_name='words of the link')),
                ('english', models.CharField(blank=True, max_length=40, verbose_name='words in English')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='other address')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.staticpage', verbose_name='static page')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'menu link',
                'verbose_name_plural': 'menu links',
                'ordering': ['place', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('page', None), ('section__isnull', False)), models.Q(('address', ''), ('page__isnull', False), ('section', None)), models.Q(('page', None), ('section', None), models.Q(('address', ''), _negated=True)), _connector='OR'), name='articles_menulink_one_target', violation_error_message='Choose one target: a section, a static page or another address.'), models.CheckConstraint(condition=models.Q(('address', ''), models.Q(('words', ''), _negated=True), _connector='OR'), name='articles_menulink_has_words', violation_error_message='Write the words of a link to another address.'), models.CheckConstraint(condition=models.Q(('address', ''), ('address__startswith', 'https://'), models.Q(('address__startswith', '/'), models.Q(('address__startswith', '//'), _negated=True)), _connector='OR'), name='articles_menulink_safe', violation_error_message='An address begins with / on this site, or with https:// elsewhere.'), models.CheckConstraint(condition=models.Q(('place__in', ['bar', 'footer'])), name='articles_menulink_known_place', violation_error_message='Choose one of the places that are offered.')],
            },
        ),
    ]
