import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('journal', '0001_initial'),
        ('journal', '0002_seals'),
        ('journal', '0003_entries_wait'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('before_digest', models.CharField(max_length=64)),
                ('after_digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor_uid', models.CharField(blank=True, max_length=32)),
                ('actor_label', models.CharField(blank=True, max_length=80)),
                ('verb', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=40)),
                ('ref', models.CharField(max_length=64)),
                ('record_version', models.PositiveIntegerField(default=0)),
                ('reason', models.TextField(blank=True)),
                ('reason_digest', models.CharField(blank=True, max_length=64)),
                ('reason_salt', models.CharField(blank=True, max_length=32)),
                ('run_uid', models.CharField(blank=True, db_index=True, max_length=32)),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('reason_erased_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erased_reasons', to='journal.entry')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='SealingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Under way'), ('whole', 'Whole'), ('faulty', 'Altered'), ('stopped', 'Stopped')], default='waiting', max_length=10, verbose_name='state')),
                ('actor_uid', models.CharField(blank=True, max_length=32)),
                ('actor_label', models.CharField(blank=True, max_length=80)),
                ('expected_head', models.CharField(blank=True, max_length=64, verbose_name='printed head')),
                ('created_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('sealed', models.PositiveBigIntegerField(default=0, verbose_name='sealed entries')),
                ('head', models.CharField(blank=True, max_length=64)),
                ('faults_total', models.PositiveIntegerField(default=0)),
                ('faults', models.JSONField(blank=True, default=list)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='waiting', serialize=False, to='journal.entry')),
            ],
        ),
        migrations.CreateModel(
            name='ChangeValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('salt', models.CharField(blank=True, max_length=32)),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='value', to='journal.change')),
                ('erased_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erased_values', to='journal.entry')),
            ],
        ),
        migrations.AddField(
            model_name='change',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='journal.entry'),
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('position', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('sealed_at', models.DateTimeField()),
                ('hash', models.CharField(db_index=True, max_length=64)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='journal.entry')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['kind', 'ref', '-id'], name='journal_ent_kind_7c418f_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['actor_uid', '-id'], name='journal_ent_actor_u_95ffad_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['-at'], name='journal_ent_at_b033c7_idx'),
        ),
    ]
