import django.core.validators
import django.db.models.deletion
import portici.records.models
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('organisations', '0001_initial'),
        ('organisations', '0002_row_uids'),
        ('organisations', '0003_seats_in_areas'),
        ('organisations', '0004_seats_placed'),
        ('organisations', '0005_agreements'),
    ]

    dependencies = [
        ('territory', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
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
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='short name')),
                ('folded_name', models.CharField(db_index=True, editable=False, max_length=300)),
                ('type', models.CharField(choices=[('public_body', 'Public body'), ('school', 'School'), ('university', 'University'), ('research_centre', 'Research centre'), ('enterprise', 'Enterprise'), ('business_association', 'Business association'), ('trade_union', 'Trade union'), ('third_sector', 'Third sector'), ('religious_body', 'Religious body'), ('foundation', 'Foundation'), ('informal_group', 'Informal group or network')], db_index=True, max_length=24, verbose_name='type')),
                ('legal_form', models.CharField(blank=True, max_length=120, verbose_name='legal form')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('website', models.CharField(blank=True, max_length=300, verbose_name='website')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='e-mail of the body')),
                ('pec', models.CharField(blank=True, max_length=254, verbose_name='certified e-mail (PEC)')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone of the body')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts')),
                ('codes_text', models.CharField(blank=True, editable=False, max_length=300)),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='organisations.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='organisations.organisation', verbose_name='part of')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=16, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name and surname')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='organisations.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
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
                ('kind', models.CharField(choices=[('protocol', 'Memorandum of understanding'), ('between_bodies', 'Agreement between public bodies'), ('convention', 'Convention'), ('collaboration_pact', 'Collaboration pact'), ('territorial_pact', 'Territorial pact'), ('other', 'Other agreement')], max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('purpose', models.TextField(blank=True, help_text='What it is for, in a few lines.', verbose_name='purpose')),
                ('act', models.CharField(blank=True, help_text='The act that approves it, with its number.', max_length=200, verbose_name='act')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('ends_on', models.DateField(blank=True, help_text='Its last day; left empty when it has none.', null=True, verbose_name='term')),
                ('notice_days', models.PositiveSmallIntegerField(default=90, help_text='How many days before the term its renewal is to be decided.', validators=[django.core.validators.MaxValueValidator(1825)], verbose_name='renewal notice, in days')),
                ('notice_from', models.DateField(blank=True, db_index=True, editable=False, null=True)),
                ('text', models.TextField(blank=True, help_text='The words that were agreed; the signed paper goes among the documents.', verbose_name='text')),
                ('is_open', models.BooleanField(default=False, verbose_name='open to further actors')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='territory.area', verbose_name='area')),
                ('network', models.ForeignKey(blank=True, help_text='Who adheres to the agreement becomes a member of it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='founding_agreements', to='organisations.organisation', verbose_name='network that it founds')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
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
                ('kind', models.CharField(choices=[('money', 'Money'), ('time', "People's time"), ('place', 'Place'), ('equipment', 'Equipment')], max_length=10, verbose_name='what is offered')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, help_text='For whom, when, on which conditions.', verbose_name='description')),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=17, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='quantity')),
                ('unit', models.CharField(choices=[('euro', 'euro'), ('hours', 'hours'), ('days', 'days'), ('people', 'people'), ('rooms', 'rooms'), ('square_metres', 'square metres'), ('pieces', 'pieces')], max_length=14, verbose_name='unit')),
                ('offered_on', models.DateField(verbose_name='offered on')),
                ('answer_by', models.DateField(blank=True, null=True, verbose_name='answer by')),
                ('state', models.CharField(choices=[('offered', 'To be answered'), ('committed', 'Made a commitment'), ('declined', 'Declined'), ('taken_back', 'Taken back')], db_index=True, default='offered', max_length=10, verbose_name='state')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='organisations.agreement', verbose_name='agreement that it is for')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='organisations.organisation', verbose_name='organisation')),
            ],
            options={
                'ordering': ['-offered_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('text', models.CharField(max_length=400, verbose_name='commitment')),
                ('due_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='due by')),
                ('in_charge', models.CharField(blank=True, help_text="An office or a function, not a person's name.", max_length=120, verbose_name='office in charge')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('evidence', models.CharField(blank=True, max_length=400, verbose_name='evidence')),
                ('evidence_url', models.URLField(blank=True, max_length=300, verbose_name='where the evidence is')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='organisations.agreement', verbose_name='agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='organisations.organisation', verbose_name='organisation')),
                ('pledge', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitment', to='organisations.pledge')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='label')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('lon', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('is_main', models.BooleanField(default=True, verbose_name='main seat')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='territory.area', verbose_name='area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-is_main', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=5)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='name_keys', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='organisatio_key_920728_idx')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'key'), name='organisation_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='role')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.organisation', verbose_name='member')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisations.organisation', verbose_name='pact or network')),
            ],
            options={
                'ordering': ['member__name'],
                'constraints': [models.UniqueConstraint(fields=('member', 'network', 'since'), name='membership_once'), models.UniqueConstraint(condition=models.Q(('since', None)), fields=('member', 'network'), name='membership_once_undated')],
            },
        ),
        migrations.CreateModel(
            name='Candidacy',
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
                ('proposed_on', models.DateField(verbose_name='proposed on')),
                ('reason', models.TextField(help_text='Why it asks, and what it can put in.', verbose_name='what it brings')),
                ('state', models.CharField(choices=[('proposed', 'To be assessed'), ('assessed', 'To be decided'), ('admitted', 'Admitted, to adhere'), ('refused', 'Not admitted'), ('adhered', 'Adhered'), ('renounced', 'Given up')], db_index=True, default='proposed', max_length=10, verbose_name='state')),
                ('assessment', models.TextField(blank=True, verbose_name='assessment')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('outcome', models.TextField(blank=True, verbose_name='reason of the outcome')),
                ('act', models.CharField(blank=True, max_length=200, verbose_name='act')),
                ('adhered_on', models.DateField(blank=True, null=True, verbose_name='adhered on')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='organisations.agreement', verbose_name='agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='organisations.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name_plural': 'candidacies',
                'ordering': ['-proposed_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'assessed', 'admitted'])), fields=('agreement', 'organisation'), name='candidacy_open_once')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('scheme', models.CharField(choices=[('fiscal', 'Fiscal code'), ('vat', 'VAT number'), ('ipa', 'IPA code'), ('school', 'School code'), ('runts', 'RUNTS number')], max_length=10, verbose_name='kind of code')),
                ('value', models.CharField(max_length=40, verbose_name='code')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='organisations.organisation')),
            ],
            options={
                'ordering': ['scheme'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='organisation_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('role', models.CharField(choices=[('promoter', 'Promoter'), ('lead', 'Lead body'), ('signatory', 'Signatory'), ('adherent', 'Adherent'), ('supporter', 'Supporter')], default='signatory', max_length=12, verbose_name='role')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='organisations.agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties_to', to='organisations.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name_plural': 'parties',
                'ordering': ['organisation__name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'organisation'), name='party_once')],
            },
        ),
        migrations.CreateModel(
            name='SeatInArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='seat_points', to='territory.area', verbose_name='area')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lies_in', to='organisations.seat', verbose_name='seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'point'), name='seat_in_area_once')],
            },
        ),
    ]
