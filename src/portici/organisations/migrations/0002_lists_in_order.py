from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["publication", "merged_into", "folded_name"], name="network_by_name"),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(fields=["offered_on"], name="pledges_by_day"),
        ),
    ]
