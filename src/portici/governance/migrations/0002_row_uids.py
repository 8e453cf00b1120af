from django.db import migrations

from portici.records.migrating import give_uids


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_initial"),
    ]

    operations = give_uids("governance", "member")
