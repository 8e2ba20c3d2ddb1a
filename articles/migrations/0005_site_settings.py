from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_search_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.PositiveSmallIntegerField(editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('digits', models.CharField(choices=[('western', 'Western'), ('eastern', 'Eastern')], default='western', help_text='Addresses and feeds keep Western digits, and so does what editors and readers typed.', max_length=12, verbose_name='digits')),
                ('months', models.CharField(choices=[('gregorian', 'As in Egypt and the Gulf'), ('levantine', 'As in the Levant and Iraq'), ('both', 'Both')], default='gregorian', max_length=12, verbose_name='month names')),
                ('hijri', models.BooleanField(default=False, help_text='Stands beside the day’s date, by the calendar of Umm al-Qura. It changes at midnight.', verbose_name='Hijri date')),
                ('quotes', models.CharField(choices=[('guillemets', 'Angular'), ('curly', 'Curly'), ('straight', 'Straight')], default='guillemets', help_text='Around quotations that the portal itself marks; what editors typed stays.', max_length=12, verbose_name='quotation marks')),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
                'default_permissions': ('view', 'change'),
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='articles_sitesettings_one_row', violation_error_message='There is one row of site settings: change that.'), models.CheckConstraint(condition=models.Q(('digits__in', ['western', 'eastern']), ('months__in', ['gregorian', 'levantine', 'both']), ('quotes__in', ['guillemets', 'curly', 'straight'])), name='articles_sitesettings_known', violation_error_message='Choose one of the conventions that are offered.')],
            },
        ),
    ]
