"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page

from . import views

urlpatterns = [
    path("organi/", views.Bodies.as_view(), name="bodies"),
    path("organi/nuovo/", views.BodyAdd.as_view(), name="body-add"),
    path("organi/<slug:uid>/", views.BodyPage.as_view(), name="body"),
    path("organi/<slug:uid>/modifica/", views.BodyEdit.as_view(), name="body-edit"),
]
office_page("body", "office:body")
