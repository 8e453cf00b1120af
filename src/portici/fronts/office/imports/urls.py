"""Addresses of this room in the office."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Imports.as_view(), name="imports"),
    path("nuova/", views.ImportAdd.as_view(), name="import-add"),
    path("<slug:uid>/", views.RunPage.as_view(), name="import"),
    path("<slug:uid>/modifiche/", views.Differences.as_view(), name="import-changes"),
    path("<slug:uid>/da-correggere.csv", views.RowsToCorrect.as_view(), name="import-corrected"),
    path("<slug:uid>/riprendi/", views.ImportResume.as_view(), name="import-resume"),
    path("<slug:uid>/davvero/", views.ImportForReal.as_view(), name="import-real"),
]
