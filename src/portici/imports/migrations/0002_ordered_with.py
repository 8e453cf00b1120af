from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def as_ordered(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Runs that are there were ordered by a coordinator: nobody else could."""
    runs = apps.get_model("imports", "ImportRun").objects.using(editor.connection.alias)
    runs.exclude(actor_uid="").update(actor_grants=[["coordinator", "", ""]])


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='actor_grants',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        # Back: the column goes, and nothing with it that is needed.
        migrations.RunPython(as_ordered, migrations.RunPython.noop),
    ]
