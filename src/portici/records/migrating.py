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


#: How the last paragraph of a text began that said its source, by the text's language.
_SOURCE = {"it": "Fonte: ", "en": "Source: "}
_LONGEST = 300


def take_source_apart(app_label: str, name: str, text: str) -> Operation:
    """The operation that moves the source, which stood as the last paragraph of the field `text`, to the field `source`.

    Back, it is put there again. A source that is too long for the field stays where it is.
    """

    def rows(apps: Any, editor: BaseDatabaseSchemaEditor) -> Any:
        return apps.get_model(app_label, name)._base_manager.using(editor.connection.alias)

    def apart(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        found = []
        for row in rows(apps, editor).filter(source="").exclude(**{text: ""}).iterator(BATCH):
            body, _gap, last = getattr(row, text).rpartition("\n\n")
            start = _SOURCE.get(row.language, _SOURCE["it"])
            if last.startswith(start) and len(last) - len(start) <= _LONGEST:
                setattr(row, text, body)
                row.source = last.removeprefix(start)
                found.append(row)
        rows(apps, editor).bulk_update(found, [text, "source"], batch_size=BATCH)

    def together(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        found = list(rows(apps, editor).exclude(source=""))
        for row in found:
            last = _SOURCE.get(row.language, _SOURCE["it"]) + row.source
            setattr(row, text, "\n\n".join(filter(None, (getattr(row, text), last))))
        rows(apps, editor).bulk_update(found, [text], batch_size=BATCH)

    return migrations.RunPython(apart, together)
