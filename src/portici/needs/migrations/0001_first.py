import django.core.validators
import django.db.models.deletion
import portici.records.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('needs', '0001_initial'),
        ('needs', '0002_source_apart'),
        ('needs', '0003_share_of_parts'),
        ('needs', '0004_listening'),
    ]

    dependencies = [
        ('organisations', '0001_first'),
        ('territory', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='TargetGroup',
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
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Designation',
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
                ('act', models.CharField(blank=True, help_text='Number, date and body of the act.', max_length=200, verbose_name='act')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.TextField(verbose_name='reason')),
                ('evidence', models.TextField(blank=True, verbose_name='written evidence')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='territory.area', verbose_name='area')),
            ],
            options={
                'ordering': ['-decided_on', 'area__name'],
            },
        ),
        migrations.CreateModel(
            name='Listening',
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
                ('kind', models.CharField(choices=[('session', 'Listening session'), ('interview', 'Interview')], default='session', max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('people', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='people who took part')),
                ('summary', models.TextField(blank=True, help_text="What came out of it, in the office's words. Nobody is named.", verbose_name='summary')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listenings', to='territory.area', verbose_name='area')),
                ('led_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listenings', to='organisations.organisation', verbose_name='led by')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listenings', to='territory.place', verbose_name='place')),
            ],
            options={
                'ordering': ['-held_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Opportunity',
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
                ('theme', models.CharField(choices=[('housing', 'Housing'), ('school', 'School and early leaving'), ('work', 'Work and training'), ('youth', 'Young people'), ('care', 'Care and health'), ('loneliness', 'Loneliness'), ('poverty', 'Poverty'), ('integration', 'Living together'), ('public_space', 'Public space'), ('digital', 'Digital skills'), ('culture', 'Culture and sport'), ('mobility', 'Mobility'), ('environment', 'Environment'), ('other', 'Other')], max_length=16, verbose_name='theme')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('subject_kind', models.CharField(blank=True, editable=False, max_length=40)),
                ('subject_ref', models.CharField(blank=True, db_index=True, editable=False, max_length=16)),
                ('subject_label', models.CharField(blank=True, editable=False, max_length=300)),
                ('available_until', models.DateField(blank=True, null=True, verbose_name='available until')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='territory.area', verbose_name='area')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='organisations.organisation', verbose_name='organisation or school')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='territory.place', verbose_name='place')),
            ],
            options={
                'verbose_name_plural': 'opportunities',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Need',
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
                ('theme', models.CharField(choices=[('housing', 'Housing'), ('school', 'School and early leaving'), ('work', 'Work and training'), ('youth', 'Young people'), ('care', 'Care and health'), ('loneliness', 'Loneliness'), ('poverty', 'Poverty'), ('integration', 'Living together'), ('public_space', 'Public space'), ('digital', 'Digital skills'), ('culture', 'Culture and sport'), ('mobility', 'Mobility'), ('environment', 'Environment'), ('other', 'Other')], max_length=16, verbose_name='theme')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('source', models.CharField(help_text='Who said it, where, when.', max_length=200, verbose_name='source')),
                ('people_affected', models.PositiveIntegerField(blank=True, null=True, verbose_name='people affected (estimate)')),
                ('severity', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='severity, 1 (slight) to 5 (grave)')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Being answered'), ('closed', 'Closed')], db_index=True, default='open', max_length=10, verbose_name='state')),
                ('recorded_on', models.DateField(verbose_name='recorded on')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='territory.area', verbose_name='area')),
                ('indicators', models.ManyToManyField(blank=True, related_name='+', to='territory.indicator', verbose_name='indicators that speak for it')),
                ('listenings', models.ManyToManyField(blank=True, related_name='needs', to='needs.listening', verbose_name='listening sessions it was heard in')),
                ('groups', models.ManyToManyField(blank=True, related_name='needs', to='needs.targetgroup', verbose_name='who is affected')),
            ],
            options={
                'ordering': ['-severity', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Excerpt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('theme', models.CharField(choices=[('housing', 'Housing'), ('school', 'School and early leaving'), ('work', 'Work and training'), ('youth', 'Young people'), ('care', 'Care and health'), ('loneliness', 'Loneliness'), ('poverty', 'Poverty'), ('integration', 'Living together'), ('public_space', 'Public space'), ('digital', 'Digital skills'), ('culture', 'Culture and sport'), ('mobility', 'Mobility'), ('environment', 'Environment'), ('other', 'Other')], max_length=16, verbose_name='theme')),
                ('text', models.TextField(blank=True, help_text='As they were said, without names or anything that tells who spoke.', verbose_name='words')),
                ('consent', models.CharField(choices=[('none', 'Not given'), ('given', 'Given'), ('withdrawn', 'Withdrawn')], default='none', editable=False, max_length=9, verbose_name='consent to quote')),
                ('consent_how', models.CharField(blank=True, choices=[('signed', 'signed form'), ('written', 'letter, e-mail or message'), ('recorded', 'spoken, on the recording'), ('guardian', 'form signed by who has parental responsibility')], max_length=9, verbose_name='how it was given')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='given on')),
                ('withdrawn_on', models.DateField(blank=True, editable=False, null=True, verbose_name='withdrawn on')),
                ('listening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='excerpts', to='needs.listening')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='excerpts', to='needs.targetgroup', verbose_name='target group')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DesignationFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('own', 'of the area itself'), ('part', 'of a part of the area'), ('parent', 'of the area that holds it')], default='own', max_length=6, verbose_name='whose figure')),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('value', models.FloatField(null=True, verbose_name='value')),
                ('status', models.CharField(choices=[('ok', 'Value'), ('missing', 'Missing in the source'), ('excluded', 'Area excluded by the source'), ('hidden', 'Hidden: too few people')], default='ok', max_length=10)),
                ('rank', models.PositiveIntegerField(null=True, verbose_name='rank')),
                ('of', models.PositiveIntegerField(null=True, verbose_name='areas ranked')),
                ('taken_at', models.DateTimeField(verbose_name='as of')),
                ('share', models.DecimalField(decimal_places=4, default=1, max_digits=6, verbose_name='share')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='needs.designation')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.indicator')),
                ('of_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.area', verbose_name='figure of')),
            ],
            options={
                'ordering': ['indicator__order', 'indicator__code', 'of_area__name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('designation', 'indicator', 'of_area'), name='designation_figure_once')],
            },
        ),
    ]
