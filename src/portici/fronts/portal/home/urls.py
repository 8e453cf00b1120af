"""Addresses of this room in the portal."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("vai/", views.go_to_area, name="go-to-area"),
    path("dati-personali/", views.Privacy.as_view(), name="privacy"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("cerca/", views.Search.as_view(), name="search"),
]
