import django.core.validators
import django.db.models.deletion
import portici.records.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('programme', '0001_initial'),
        ('programme', '0002_row_uids'),
        ('programme', '0003_funds_and_periods'),
        ('programme', '0004_snapshot'),
        ('programme', '0005_sheet_project_said'),
    ]

    dependencies = [
        ('needs', '0001_first'),
        ('organisations', '0001_first'),
        ('territory', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Axis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('endowment', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='endowment (€)')),
                ('fund', models.CharField(blank=True, choices=[('erdf', 'European Regional Development Fund'), ('esf', 'European Social Fund'), ('esf-plus', 'European Social Fund Plus'), ('cf', 'Cohesion Fund'), ('jtf', 'Just Transition Fund'), ('react-eu', 'REACT-EU')], max_length=8, verbose_name='European fund')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name_plural': 'axes',
                'ordering': ['programme__code', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('publication', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('it', 'Italian'), ('en', 'English')], default='it', max_length=2, verbose_name='language of the content')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented example')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('period', models.CharField(blank=True, choices=[('2014-2020', '2014-2020'), ('2021-2027', '2021-2027')], help_text='Of the European funds; left empty when none pays.', max_length=9, verbose_name='programming period')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('publication', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('it', 'Italian'), ('en', 'English')], default='it', max_length=2, verbose_name='language of the content')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented example')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('running', 'Under way'), ('suspended', 'Suspended'), ('done', 'Done'), ('cancelled', 'Cancelled')], db_index=True, default='planned', max_length=10, verbose_name='state')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='start')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='end')),
                ('areas', models.ManyToManyField(blank=True, related_name='activities', to='territory.area', verbose_name='areas')),
                ('depends_on', models.ManyToManyField(blank=True, related_name='dependants', to='programme.activity', verbose_name='depends on')),
                ('needs', models.ManyToManyField(blank=True, related_name='activities', to='needs.need', verbose_name='needs that it answers')),
                ('partners', models.ManyToManyField(blank=True, related_name='activities_joined', to='organisations.organisation', verbose_name='partners')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='territory.place', verbose_name='place')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities_led', to='organisations.organisation', verbose_name='responsible organisation')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['starts_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('axis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='programme.axis')),
            ],
            options={
                'ordering': ['axis__programme__code', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='programme.activity')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.AddField(
            model_name='axis',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='axes', to='programme.programme'),
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('publication', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('it', 'Italian'), ('en', 'English')], default='it', max_length=2, verbose_name='language of the content')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented example')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='project code')),
                ('code_key', models.CharField(blank=True, db_index=True, editable=False, max_length=60)),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('sheet_text', models.TextField(blank=True, editable=False)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.action', verbose_name='action')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sub_projects', to='programme.project', verbose_name='sub-project of')),
            ],
            options={
                'ordering': ['code_key', 'code'],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programme.project', verbose_name='project'),
        ),
        migrations.CreateModel(
            name='ProjectRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('type', models.CharField(choices=[('hosts_events_of', 'hosts events of'), ('shares_target_with', 'shares its target group with'), ('supports', 'supports'), ('continues', 'continues')], max_length=24, verbose_name='relation')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_out', to='programme.project')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_in', to='programme.project')),
            ],
            options={
                'ordering': ['type', 'target__code'],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('publication', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('it', 'Italian'), ('en', 'English')], default='it', max_length=2, verbose_name='language of the content')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented example')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('as_of', models.DateField(verbose_name='as of')),
                ('published_by', models.CharField(blank=True, max_length=120, verbose_name='published by')),
                ('source_url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                ('ambit', models.CharField(blank=True, max_length=80, verbose_name='ambit')),
                ('action_label', models.CharField(blank=True, max_length=120, verbose_name='action')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('cup', models.CharField(blank=True, max_length=40, verbose_name='CUP')),
                ('official', models.CharField(blank=True, help_text='Only as the source document names them.', max_length=120, verbose_name='responsible official (RUP)')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='start')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='end')),
                ('amount_programmed', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='amount programmed')),
                ('amount_admitted', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='amount admitted to funding')),
                ('amount_committed', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='legally binding amount')),
                ('amount_paid', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='amount paid')),
                ('documents_note', models.CharField(blank=True, max_length=300, verbose_name='documents')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('has_errors', models.BooleanField(default=False, editable=False)),
                ('implementer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='organisations.organisation', verbose_name='implementing body')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='programme.project', verbose_name='project')),
            ],
            options={
                'ordering': ['project__code', '-as_of', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SheetSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('heading', models.CharField(blank=True, max_length=200, verbose_name='heading')),
                ('body', models.TextField(verbose_name='text')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='programme.sheet')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('portal', models.CharField(max_length=120, verbose_name='portal')),
                ('address', models.URLField(max_length=300, verbose_name='address of the page')),
                ('taken_on', models.DateField(verbose_name='taken on')),
                ('filename', models.CharField(max_length=200, verbose_name='file')),
                ('stored_at', models.CharField(max_length=120)),
                ('content', models.CharField(max_length=8)),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('actor_uid', models.CharField(blank=True, max_length=32)),
                ('actor_label', models.CharField(blank=True, max_length=80)),
                ('kept_at', models.DateTimeField(verbose_name='kept on')),
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='snapshot', to='programme.sheet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('time_share', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='part of their time (%)')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='programme.activity')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisations.organisation', verbose_name='body that they come from')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'user', 'since'), name='assignment_once'), models.UniqueConstraint(condition=models.Q(('since', None)), fields=('activity', 'user'), name='assignment_once_undated')],
            },
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('axis', 'code'), name='action_code_once'),
        ),
        migrations.AddConstraint(
            model_name='axis',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='axis_code_once'),
        ),
        migrations.AddConstraint(
            model_name='projectrelation',
            constraint=models.UniqueConstraint(fields=('source', 'type', 'target'), name='project_relation_once'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('project', 'as_of', 'published_by'), name='sheet_version_once'),
        ),
    ]
