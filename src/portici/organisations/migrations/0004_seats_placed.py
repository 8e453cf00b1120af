from django.db import migrations

from portici.territory.migrating import place_all


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_seats_in_areas'),
    ]

    # Going back, the table is dropped by the migration before.
    operations = [
        migrations.RunPython(place_all('organisations', 'Seat', 'SeatInArea'), migrations.RunPython.noop),
    ]
