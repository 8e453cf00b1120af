"""Lists of areas, places, indicators."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import LinkedColumn, RecordTable

from .models import Area, Indicator, Place

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class AreaTable(RecordTable):
    name = tables.Column(verbose_name=_("Area"), linkify=("office:area", {"uid": tables.A("uid")}))
    layer = tables.Column(verbose_name=_("Layer"), order_by=("layer__order", "layer__name"))
    parent = LinkedColumn("office:area", verbose_name=_("Within"), order_by=("parent__name",))
    surface_km2 = tables.Column(verbose_name=_("km²"), attrs=NUMBER)

    class Meta(RecordTable.Meta):
        model = Area
        fields = ["name", "code", "layer", "parent", "surface_km2"]
        empty_text = _("No area yet: import a layer, or draw one.")


class PlaceTable(RecordTable):
    name = tables.Column(verbose_name=_("Place"), linkify=("office:place", {"uid": tables.A("uid")}))
    area = LinkedColumn("office:area", verbose_name=_("Area"), order_by=("area__name",))

    class Meta(RecordTable.Meta):
        model = Place
        fields = ["name", "kind", "address", "area"]
        empty_text = _("No place yet.")


class IndicatorTable(RecordTable):
    name = tables.Column(verbose_name=_("Indicator"), linkify=("office:indicator", {"uid": tables.A("uid")}))

    class Meta(RecordTable.Meta):
        model = Indicator
        fields = ["name", "theme", "unit", "direction", "method", "source", "vintage"]
        empty_text = _("No indicator yet: import a table of figures, or enter one.")


class ValueTable(tables.Table):
    """The values of an indicator in the areas of a layer; rows are `territory.queries.AreaValue`."""

    area = LinkedColumn("office:area", verbose_name=_("Area"), order_by=("area__name",))
    value = tables.Column(verbose_name=_("Value"), attrs=NUMBER)
    rank = tables.Column(verbose_name=_("Rank (1 is the highest)"), attrs=NUMBER)
    status = tables.Column(verbose_name=_("What the source says"), orderable=False)

    class Meta:
        empty_text = _("Nothing was observed here.")

    def render_status(self, value: object) -> str:
        return str(getattr(value, "label", value))

    def value_status(self, value: object) -> str:
        return str(getattr(value, "label", value))
