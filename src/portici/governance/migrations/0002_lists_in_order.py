from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["due_on"], name="follow_ups_by_day"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["starts_at"], name="meetings_by_day"),
        ),
    ]
