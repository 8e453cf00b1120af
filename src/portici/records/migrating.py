"""What migrations of several rooms do alike, with the rows that a store in use holds already."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from .models import new_uid

BATCH = 500


def give_uids(app_label: str, *names: str) -> list[Operation]:
    """Operations that make models `Addressed`, each row that is there with a reference of its own.

    In three steps, since a default given with the column would be one and the same for all rows.
    """

    def fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for name in names:
            model = apps.get_model(app_label, name)
            rows = model._base_manager.using(editor.connection.alias)
            filled = [model(pk=pk, uid=new_uid()) for pk in rows.values_list("pk", flat=True)]
            rows.bulk_update(filled, ["uid"], batch_size=BATCH)

    empty = models.CharField(max_length=16, null=True, editable=False)
    unique = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    return [
        *(migrations.AddField(name, "uid", empty.clone()) for name in names),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(name, "uid", unique.clone()) for name in names),
    ]
