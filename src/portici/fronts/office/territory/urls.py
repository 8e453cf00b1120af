"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page
from portici.fronts.office.kit import OfficeUp

from . import areas, indicators, places

urlpatterns = [
    path("aree/", areas.Areas.as_view(), name="areas"),
    path("aree/disegna/", areas.AreaDraw.as_view(), name="area-draw"),
    path("aree/confini.geojson", areas.Borders.as_view(), name="borders"),
    path("aree/<slug:uid>/", areas.AreaPage.as_view(), name="area"),
    path("aree/<slug:uid>/modifica/", areas.AreaEdit.as_view(), name="area-edit"),
    path("aree/<slug:uid>/parti/", areas.AreaParts.as_view(), name="area-parts"),
    path("luoghi/", places.Places.as_view(), name="places"),
    path("luoghi/nuovo/", places.PlaceAdd.as_view(), name="place-add"),
    path("luoghi/<slug:uid>/", places.PlacePage.as_view(), name="place"),
    path("luoghi/<slug:uid>/modifica/", places.PlaceEdit.as_view(), name="place-edit"),
    path("indicatori/", indicators.Indicators.as_view(), name="indicators"),
    path("indicatori/nuovo/", indicators.IndicatorAdd.as_view(), name="indicator-add"),
    path("indicatori/<slug:uid>/", indicators.IndicatorPage.as_view(), name="indicator"),
    path("indicatori/<slug:uid>/modifica/", indicators.IndicatorEdit.as_view(), name="indicator-edit"),
    path(
        "indicatori/<slug:uid>/togli-valori/",
        indicators.ValuesRemove.as_view(),
        name="indicator-values-remove",
    ),
    path("togli-conteggi/", indicators.CountsRemove.as_view(), name="counts-remove"),
    path("", OfficeUp.as_view(to="office:areas"), name="up-territory"),
]
office_page("area", "office:area", "office:areas")
office_page("place", "office:place", "office:places")
office_page("indicator", "office:indicator", "office:indicators")
