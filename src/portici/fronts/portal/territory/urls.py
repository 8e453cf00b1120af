"""Addresses of this room in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page
from portici.fronts.up import Up

from . import area, indicators, listenings, lists, maps, money, near, overview, records

urlpatterns = [
    path("", overview.Territory.as_view(), name="territory"),
    path("mappe/<slug:layer>.geojson", maps.layer_shapes, name="map-data"),
    path("aree-bersaglio/", lists.Targets.as_view(), name="targets"),
    path("bisogni/", lists.Needs.as_view(), name="needs"),
    path("bisogni/<slug:uid>/", records.NeedPage.as_view(), name="need"),
    path("bisogni/<slug:uid>/vicino/", near.NeedNear.as_view(), name="need-near"),
    path("opportunita/", lists.Opportunities.as_view(), name="opportunities"),
    path("opportunita/<slug:uid>/", records.OpportunityPage.as_view(), name="opportunity"),
    path("ascolti/", listenings.Listenings.as_view(), name="listenings"),
    path("ascolti/<slug:uid>/", listenings.ListeningPage.as_view(), name="listening"),
    path("luoghi/", lists.Places.as_view(), name="places"),
    path("luoghi/<slug:uid>/", records.PlacePage.as_view(), name="place"),
    path("luoghi/<slug:uid>/mappa.geojson", maps.place_shapes, name="place-map"),
    path("indicatori/", indicators.Indicators.as_view(), name="indicators"),
    path("indicatori/<slug:code>/", indicators.IndicatorPage.as_view(), name="indicator"),
    path(
        "indicatori/<slug:code>/<slug:layer>/<str:area_code>/<str:period>/",
        indicators.figure_page,
        name="figure",
    ),
    path("<slug:layer>/<str:code>/", area.AreaPage.as_view(), name="area"),
    path("<slug:layer>/<str:code>/importi/", money.AreaMoney.as_view(), name="area-money"),
    path("<slug:layer>/<str:code>/vicino/", near.AreaNear.as_view(), name="area-near"),
    path("<slug:layer>/<str:code>/mappa.geojson", maps.area_shapes, name="area-map"),
    path("mappe/", Up.as_view(to="portal:territory"), name="up-maps"),
    path(
        "indicatori/<slug:code>/<slug:layer>/",
        Up.as_view(to="portal:indicator", keeps=("code",)),
        name="up-indicator-layer",
    ),
    path(
        "indicatori/<slug:code>/<slug:layer>/<str:area_code>/",
        Up.as_view(to="portal:indicator", keeps=("code",)),
        name="up-indicator-area",
    ),
    path("<slug:layer>/", overview.LayerUp.as_view(to="portal:territory"), name="up-layer"),
]


def _area(record: object) -> str:
    return page("portal:area", record.layer.code, record.code)  # type: ignore[attr-defined] # registered for areas


portal_page("area", _area)
portal_page("designation", lambda one: f"{_area(one.area)}#designazione-{one.uid}")
portal_page("need", lambda need: page("portal:need", need.uid))
portal_page("opportunity", lambda one: page("portal:opportunity", one.uid))
portal_page("listening", lambda one: page("portal:listening", one.uid))
portal_page("place", lambda place: page("portal:place", place.uid))
portal_page("indicator", lambda indicator: page("portal:indicator", indicator.code))
portal_page("target-group", lambda group: f"{page('portal:needs')}?group={group.uid}")
