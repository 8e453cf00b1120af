"""The portal's page on data and API."""

from django.urls import path

from .page import DataPage

app_name = "data"
urlpatterns = [path("", DataPage.as_view(), name="api")]
