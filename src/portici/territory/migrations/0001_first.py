import django.core.validators
import django.db.models.deletion
import portici.records.models
import portici.territory.models.areas
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('territory', '0001_initial'),
        ('territory', '0002_words_of_fields'),
        ('territory', '0003_file_layouts'),
        ('territory', '0004_kinds_of_values'),
        ('territory', '0005_lying'),
        ('territory', '0006_lying_worked_out'),
        ('territory', '0007_source_apart'),
        ('territory', '0008_comparable_within'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Layer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, validators=[portici.territory.models.areas.not_reserved], verbose_name='code')),
                ('kind', models.CharField(choices=[('metropolitan_city', 'Metropolitan city'), ('district', 'District or union'), ('comune', 'Comune'), ('quartiere', 'Quartiere'), ('zone', 'Zone'), ('proximity_zone', 'Proximity zone'), ('statistical_area', 'Statistical area'), ('section', 'Census or electoral section'), ('target', 'Target area')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                ('licence', models.CharField(blank=True, max_length=60, verbose_name='licence')),
                ('vintage', models.CharField(blank=True, max_length=20, verbose_name='vintage')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='PopulationSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                ('licence', models.CharField(blank=True, max_length=60, verbose_name='licence')),
            ],
        ),
        migrations.CreateModel(
            name='Area',
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
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[\\w.-]+\\Z', 'Letters, digits, dots, dashes and underscores only.')], verbose_name='code')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('other_names', models.CharField(blank=True, max_length=300, verbose_name='other names and spellings')),
                ('path', models.CharField(blank=True, db_index=True, editable=False, max_length=200, verbose_name='place in the tree of areas')),
                ('is_drawn', models.BooleanField(default=False, verbose_name='drawn by hand')),
                ('surface_km2', models.DecimalField(blank=True, decimal_places=4, max_digits=10, null=True, verbose_name='surface (km²)')),
                ('lon', models.FloatField(blank=True, null=True, verbose_name='longitude of an inner point')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='latitude of an inner point')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('shape_digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='fingerprint of the border')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territory.area', verbose_name='area that it lies in')),
            ],
            options={
                'ordering': ['layer__order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='AreaPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=4, default=1, max_digits=6, verbose_name='share')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='whole_links', to='territory.area', verbose_name='part')),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='part_links', to='territory.area', verbose_name='whole')),
            ],
        ),
        migrations.AddField(
            model_name='area',
            name='parts',
            field=models.ManyToManyField(related_name='wholes', through='territory.AreaPart', to='territory.area', verbose_name='areas that it is made of'),
        ),
        migrations.CreateModel(
            name='FileLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('kind', models.CharField(choices=[('boundaries', 'Boundaries'), ('indicators', 'Indicators'), ('population', 'Counts of people')], max_length=12, verbose_name='kind')),
                ('spec', models.JSONField(default=dict, verbose_name='layout')),
            ],
            options={
                'ordering': ['kind', 'code'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='file_layout_once')],
            },
        ),
        migrations.CreateModel(
            name='Geometry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whole', models.TextField(verbose_name='border as the source gives it')),
                ('simplified', models.TextField(verbose_name='border that the map serves')),
                ('min_lon', models.FloatField(verbose_name='westernmost longitude')),
                ('min_lat', models.FloatField(verbose_name='southernmost latitude')),
                ('max_lon', models.FloatField(verbose_name='easternmost longitude')),
                ('max_lat', models.FloatField(verbose_name='northernmost latitude')),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='geometry', to='territory.area', verbose_name='area')),
            ],
        ),
        migrations.CreateModel(
            name='Indicator',
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
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('theme', models.CharField(blank=True, max_length=60, verbose_name='theme')),
                ('kind', models.CharField(choices=[('quantity', 'Quantity'), ('category', 'Category: the number is a code')], default='quantity', max_length=10, verbose_name='kind of value')),
                ('is_headline', models.BooleanField(default=False, verbose_name='told before the others')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('decimals', models.PositiveSmallIntegerField(default=1, verbose_name='decimals shown')),
                ('direction', models.CharField(choices=[('worse', 'Higher is worse'), ('better', 'Higher is better'), ('neutral', 'Neither')], default='neutral', max_length=8, verbose_name='direction')),
                ('method', models.CharField(choices=[('published', 'As the source publishes it'), ('count', 'Sum of the rows'), ('share', 'Share of the rows, per cent'), ('change', 'Change between two periods, per cent')], default='published', max_length=10, verbose_name='method')),
                ('is_additive', models.BooleanField(default=False, verbose_name='a count: the values of areas may be added up')),
                ('formula', models.JSONField(blank=True, default=dict, verbose_name='formula')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                ('licence', models.CharField(blank=True, max_length=60, verbose_name='licence')),
                ('vintage', models.CharField(blank=True, max_length=20, verbose_name='vintage')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('comparable_within', models.ForeignKey(blank=True, help_text='For an index whose reference lies within one comune, say: values of two are then never set side by side. Left empty: comparable everywhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.layer', verbose_name='comparable only within one area of')),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.AddField(
            model_name='area',
            name='layer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='territory.layer', verbose_name='layer'),
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('value', models.FloatField(blank=True, null=True, verbose_name='value')),
                ('status', models.CharField(choices=[('ok', 'Value'), ('missing', 'Missing in the source'), ('excluded', 'Area excluded by the source'), ('hidden', 'Hidden: too few people')], default='ok', max_length=10, verbose_name='status')),
                ('run_uid', models.CharField(blank=True, max_length=16, verbose_name='import')),
                ('line', models.PositiveIntegerField(blank=True, null=True, verbose_name='line of the file')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='territory.area', verbose_name='area')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='territory.indicator', verbose_name='indicator')),
            ],
            options={
                'ordering': ['indicator__order', 'period'],
            },
        ),
        migrations.CreateModel(
            name='Place',
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
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('kind', models.CharField(choices=[('building', 'Building'), ('library', 'Library'), ('school_building', 'School building'), ('open_space', 'Square, park or open space'), ('other', 'Other place')], default='building', max_length=20, verbose_name='kind')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='code')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                ('lon', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='website')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='territory.area', verbose_name='area')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='PlaceInArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='place_points', to='territory.area', verbose_name='area')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lies_in', to='territory.place', verbose_name='place')),
            ],
        ),
        migrations.CreateModel(
            name='PopulationCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('age_from', models.PositiveSmallIntegerField(verbose_name='from age')),
                ('age_to', models.PositiveSmallIntegerField(default=150, verbose_name='to age')),
                ('sex', models.CharField(blank=True, choices=[('f', 'Women'), ('m', 'Men'), ('', 'All')], max_length=1, verbose_name='sex')),
                ('citizenship', models.CharField(blank=True, max_length=20, verbose_name='citizenship')),
                ('people', models.PositiveIntegerField(verbose_name='people')),
                ('run_uid', models.CharField(blank=True, max_length=16, verbose_name='import')),
                ('line', models.PositiveIntegerField(blank=True, null=True, verbose_name='line of the file')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='population', to='territory.area', verbose_name='area')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='territory.populationsource', verbose_name='source')),
            ],
            options={
                'ordering': ['year', 'age_from', 'sex'],
            },
        ),
        migrations.CreateModel(
            name='AreaOverlap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.FloatField(verbose_name='share of the surface')),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='overlaps', to='territory.area', verbose_name='area')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overlapped_by', to='territory.area', verbose_name='area that it lies in')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'other'), name='area_overlap_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='area_overlap_is_a_share')],
            },
        ),
        migrations.AddConstraint(
            model_name='areapart',
            constraint=models.UniqueConstraint(fields=('whole', 'part'), name='area_part_once'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('layer', 'code'), name='area_code_unique_in_layer'),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['area', 'indicator'], name='territory_o_area_id_79ff0f_idx'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(fields=('indicator', 'area', 'period'), name='observation_once'),
        ),
        migrations.AddConstraint(
            model_name='placeinarea',
            constraint=models.UniqueConstraint(fields=('area', 'point'), name='place_in_area_once'),
        ),
        migrations.AddConstraint(
            model_name='populationcount',
            constraint=models.UniqueConstraint(fields=('area', 'year', 'age_from', 'age_to', 'sex', 'citizenship'), name='population_once'),
        ),
        migrations.AddConstraint(
            model_name='populationcount',
            constraint=models.CheckConstraint(condition=models.Q(('age_from__lte', models.F('age_to'))), name='population_ages_in_order'),
        ),
    ]
