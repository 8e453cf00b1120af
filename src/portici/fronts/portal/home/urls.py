"""Addresses of this room in the portal."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("vai/", views.go_to_area, name="go-to-area"),
    path("cerca/", views.Search.as_view(), name="search"),
    path("accessibilita/", views.Accessibility.as_view(), name="accessibility"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
]
