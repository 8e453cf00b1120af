from django.db import migrations, models

from portici.records.migrating import take_source_apart


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0006_lying_worked_out'),
    ]

    operations = [
        migrations.AddField(
            model_name='area',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='source'),
        ),
        take_source_apart('territory', 'Area', 'note'),
    ]
