"""Addresses of this room in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page

from . import views

urlpatterns = [
    path("", views.Organisations.as_view(), name="organisations"),
    path("<slug:uid>/", views.OrganisationPage.as_view(), name="organisation"),
    path("<slug:uid>/sedi.geojson", views.seat_shapes, name="seats-map"),
]
portal_page("organisation", lambda one: page("portal:organisation", one.uid))
