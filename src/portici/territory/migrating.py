"""What migrations do with the shapes and positions that a store in use holds already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from . import geometry
from .bulk import CHUNK
from .models import LayerKind
from .overlaps import shapes_in, shared
from .positions import lying

#: Areas that are compared with all others at a time.
_AT_A_TIME = 200


def relate_all(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Work out the overlaps of all areas that have a shape."""
    alias = editor.connection.alias
    shapes = apps.get_model("territory", "Geometry").objects.using(alias).order_by("area_id")
    overlap = apps.get_model("territory", "AreaOverlap")
    keys = list(shapes.values_list("area_id", flat=True))
    for start in range(0, len(keys), _AT_A_TIME):
        batch = keys[start : start + _AT_A_TIME]
        ones = list(shapes_in(shapes.filter(area_id__in=batch)))
        # Those before the batch have met it already.
        others = shapes_in(shapes.filter(area_id__gte=batch[0]))
        rows = (
            overlap(area_id=one.area, other_id=one.other, share=one.share) for one in shared(ones, others)
        )
        overlap.objects.using(alias).bulk_create(rows, batch_size=CHUNK)


def place_all(app_label: str, model: str, lies: str) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """A step that works out which of the rows of a model lie in target and drawn areas."""

    def fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        alias = editor.connection.alias
        areas = apps.get_model("territory", "Area").objects.using(alias).order_by()
        drawn = areas.filter(is_drawn=True) | areas.filter(layer__kind=LayerKind.TARGET.value)
        shapes = apps.get_model("territory", "Geometry").objects.using(alias)
        read = [
            (pk, geometry.from_geojson(whole))
            for pk, whole in shapes.filter(area__in=drawn.values("pk")).values_list("area_id", "whole")
        ]
        points = apps.get_model(app_label, model).objects.using(alias)
        located = points.exclude(lon=None).exclude(lat=None).order_by("pk").values_list("pk", "lon", "lat")
        table = apps.get_model(app_label, lies)
        rows = [table(area_id=area, point_id=point) for area, point in lying(read, located.iterator())]
        table.objects.using(alias).bulk_create(rows, batch_size=CHUNK)

    return fill
