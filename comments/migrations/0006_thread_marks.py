import comments.paths
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_line_indexes'),
        ('comments', '0005_queue_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('article'), models.F('path'), condition=models.Q(('status', 'approved'), ('approved_below__gt', 0), _connector='OR'), name='comments_comment_shown'),
        ),
        migrations.CreateModel(
            name='ThreadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('path', comments.paths.PathField(max_length=130, verbose_name='path')),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='thread_marks', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'mark in a long thread',
                'verbose_name_plural': 'marks in long threads',
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='threadmark',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='comments_threadmark_once'),
        ),
    ]
