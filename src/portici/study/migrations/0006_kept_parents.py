"""Each row keeps the wider area that it lay in, and whether any figure went in."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: Rows read and written at a time.
CHUNK = 500


def fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """The wider area is the one of today where that still has the code that the row keeps; of others nothing is known."""
    rows = apps.get_model("study", "AreaResult").objects.using(editor.connection.alias)
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        found = list(rows.filter(pk__in=keys[start : start + CHUNK]).select_related("area__parent"))
        for row in found:
            parent = row.area.parent
            row.parent = parent if parent is not None and parent.code == row.parent_code else None
            row.has_figures = any(value is not None for value in row.inputs.values())
        rows.bulk_update(found, ["parent", "has_figures"])


class Migration(migrations.Migration):
    dependencies = [("study", "0005_published_index"), ("territory", "0008_comparable_within")]

    operations = [
        migrations.AddField(
            model_name="arearesult",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.area",
            ),
        ),
        migrations.AddField(
            model_name="arearesult", name="has_figures", field=models.BooleanField(default=True)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
