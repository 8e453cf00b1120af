"""Addresses of the API. They are the same whatever the reader's language."""

from django.urls import include, path

from .service import addresses

app_name = "api"
urlpatterns = [path("v1/", include(addresses()))]
