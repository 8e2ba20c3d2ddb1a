"""Workflow, revisions, corrections, notes, open forms, previews: the records of the newsroom."""
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0018_moderation_hours'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='What was wrong and what is right: “The plant lies in Aswan, not in Luxor.”', max_length=500, verbose_name='text of the correction')),
                ('credit', models.CharField(blank=True, max_length=100, verbose_name='thanks to')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EditLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='taken at')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last seen at')),
            ],
            options={
                'verbose_name': 'open form',
                'verbose_name_plural': 'open forms',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('resolved_at', models.DateTimeField(null=True, verbose_name='resolved at')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='digest of the token')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='ends at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RelatedPick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'related story',
                'verbose_name_plural': 'related stories',
                'ordering': ['position', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('stood', 'As it stood'), ('edit', 'Work on the text'), ('spelling', 'Spelling'), ('update', 'Update'), ('correction', 'Correction'), ('restored', 'Restored')], default='edit', max_length=10, verbose_name='kind')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('restores', models.PositiveIntegerField(null=True, verbose_name='restores')),
                ('changed', models.JSONField(default=dict, verbose_name='what changed')),
                ('fields', models.JSONField(verbose_name='fields')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Transition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('ready', 'Ready'), ('published', 'Published'), ('archived', 'Archived'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='from')),
                ('to_status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('ready', 'Ready'), ('published', 'Published'), ('archived', 'Archived'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='to')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'transition',
                'verbose_name_plural': 'transitions',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='version')),
                ('fields', models.JSONField(verbose_name='fields')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved at')),
            ],
            options={
                'verbose_name': 'unsaved work',
                'verbose_name_plural': 'unsaved works',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='corrected_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='corrected at'),
        ),
        migrations.AddField(
            model_name='article',
            name='share_key',
            field=models.CharField(blank=True, editable=False, max_length=32, verbose_name='key of the share picture'),
        ),
        migrations.AddField(
            model_name='article',
            name='sponsor',
            field=models.CharField(blank=True, help_text='Whoever paid for this story, such as “Nile Bank”; readers see it as sponsored content.', max_length=100, verbose_name='sponsor'),
        ),
        migrations.AddField(
            model_name='article',
            name='version',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='article',
            name='withdrawal_reason',
            field=models.CharField(blank=True, help_text="Readers see it at the story's address, such as “The ministry denied the report.”", max_length=300, verbose_name='reason of the withdrawal'),
        ),
        migrations.AddField(
            model_name='picture',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AddField(
            model_name='picture',
            name='cut_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='renditions made at'),
        ),
        migrations.AddField(
            model_name='picture',
            name='cut_after',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='renditions due at'),
        ),
        migrations.AddField(
            model_name='picture',
            name='cut_tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tries to make them'),
        ),
        migrations.AddField(
            model_name='picture',
            name='file_name',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='name of the file'),
        ),
        migrations.AddField(
            model_name='picture',
            name='rights',
            field=models.CharField(blank=True, help_text='For the newsroom alone: “Agency contract, no resale” or “Once, until 31 March”.', max_length=300, verbose_name='rights'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='alternative_text',
            field=models.CharField(blank=True, help_text='What the picture shows, for someone who cannot see it: “A fisherman mends a net on the quay.”', max_length=300, verbose_name='alternative text'),
        ),
        migrations.AddIndex(
            model_name='picture',
            index=models.Index(models.F('cut_after'), models.F('id'), condition=models.Q(('cut_at', None)), name='articles_picture_uncut'),
        ),
        migrations.AddIndex(
            model_name='picture',
            index=models.Index(models.F('id'), condition=models.Q(('alternative_text', '')), name='articles_picture_wordless'),
        ),
        migrations.AddField(
            model_name='correction',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='correction',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='editlock',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='edit_lock', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='editlock',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddField(
            model_name='note',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='note',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='note',
            name='resolved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='resolved by'),
        ),
        migrations.AddField(
            model_name='note',
            name='thread',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='articles.note', verbose_name='thread'),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='relatedpick',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='relatedpick',
            name='picked',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picked_by', to='articles.article', verbose_name='related story'),
        ),
        migrations.AddField(
            model_name='article',
            name='related',
            field=models.ManyToManyField(blank=True, related_name='+', through='articles.RelatedPick', through_fields=('article', 'picked'), to='articles.article', verbose_name='related stories'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('created_by'), models.OrderBy(models.F('saved_at'), descending=True), condition=models.Q(('status__in', ['draft', 'in_review', 'ready'])), name='articles_article_unfinished'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('created_by'), models.F('id'), models.F('status'), name='articles_article_by_creator'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AddField(
            model_name='revision',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='revision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='transition',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='transition',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['article', '-id'], name='articles_correction_of_article'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='articles_correction_says_something', violation_error_message='Say what was wrong and what is right.'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(models.F('article'), models.F('id'), name='articles_note_of_article'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='articles_note_says_something', violation_error_message='Write something first.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('thread', None), ('resolved_at', None), _connector='OR'), name='articles_note_thread_is_resolved', violation_error_message='A thread is resolved by its first note.'),
        ),
        migrations.AddConstraint(
            model_name='relatedpick',
            constraint=models.UniqueConstraint(fields=('article', 'picked'), name='articles_relatedpick_once', violation_error_message='This story is picked already.'),
        ),
        migrations.AddConstraint(
            model_name='relatedpick',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('picked')), _negated=True), name='articles_relatedpick_of_another', violation_error_message='A story cannot be related to itself.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='articles_revision_numbered'),
        ),
        migrations.AddIndex(
            model_name='transition',
            index=models.Index(fields=['article', '-id'], name='articles_transition_of_article'),
        ),
        migrations.AddIndex(
            model_name='workingcopy',
            index=models.Index(models.F('saved_at'), name='articles_workingcopy_by_time'),
        ),
        migrations.AddConstraint(
            model_name='workingcopy',
            constraint=models.UniqueConstraint(fields=('user', 'article'), name='articles_workingcopy_once'),
        ),
        migrations.AddConstraint(
            model_name='workingcopy',
            constraint=models.UniqueConstraint(condition=models.Q(('article', None)), fields=('user',), name='articles_workingcopy_of_a_new_story'),
        ),
    ]
