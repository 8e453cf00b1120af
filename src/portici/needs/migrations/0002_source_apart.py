from django.db import migrations, models

from portici.records.migrating import take_source_apart


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='targetgroup',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='source'),
        ),
        take_source_apart('needs', 'TargetGroup', 'description'),
    ]
