import django.db.models.deletion
import portici.records.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('imports', '0001_initial'),
        ('imports', '0002_ordered_with'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('importer', models.CharField(max_length=40, verbose_name='kind of file')),
                ('filename', models.CharField(max_length=200, verbose_name='file')),
                ('stored_at', models.CharField(blank=True, max_length=300)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('dry_run', models.BooleanField(default=False, verbose_name='trial only')),
                ('actor_uid', models.CharField(blank=True, max_length=32)),
                ('actor_label', models.CharField(blank=True, max_length=80)),
                ('actor_grants', models.JSONField(blank=True, default=list, editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Under way'), ('done', 'Done'), ('refused', 'File refused'), ('stopped', 'Stopped: can be resumed')], default='waiting', max_length=10, verbose_name='state')),
                ('total', models.PositiveIntegerField(null=True, verbose_name='rows')),
                ('cursor', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0, verbose_name='added')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refused')),
                ('warned', models.PositiveIntegerField(default=0, verbose_name='with warnings')),
                ('columns', models.JSONField(blank=True, default=list)),
                ('differences_digest', models.CharField(blank=True, max_length=64)),
                ('worker', models.CharField(blank=True, max_length=160)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='line')),
                ('severity', models.CharField(max_length=8, verbose_name='severity')),
                ('code', models.CharField(max_length=60)),
                ('field', models.CharField(blank=True, max_length=80, verbose_name='field')),
                ('found', models.TextField(blank=True, verbose_name='found')),
                ('accepted', models.JSONField()),
                ('todo', models.JSONField()),
                ('raw', models.JSONField(blank=True, default=dict)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='imports.importrun')),
            ],
            options={
                'ordering': ['line', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RowDifference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=40)),
                ('ref', models.CharField(max_length=64)),
                ('changes', models.JSONField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='imports.importrun')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kind', 'ref', '-id'], name='imports_row_kind_c4b224_idx')],
            },
        ),
    ]
