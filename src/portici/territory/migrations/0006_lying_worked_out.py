from django.db import migrations

from portici.territory.migrating import place_all, relate_all


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0005_lying'),
    ]

    # Going back, the tables are dropped by the migration before.
    operations = [
        migrations.RunPython(relate_all, migrations.RunPython.noop),
        migrations.RunPython(place_all('territory', 'Place', 'PlaceInArea'), migrations.RunPython.noop),
    ]
