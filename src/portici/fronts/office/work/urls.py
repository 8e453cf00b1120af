"""Addresses of this room in the office."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.MyWork.as_view(), name="work"),
    path("attende/<slug:name>/", views.WatchPage.as_view(), name="watch"),
    path("cerca/", views.SearchPage.as_view(), name="search"),
    path("suggerimenti/<slug:kind>/", views.Suggestions.as_view(), name="pick"),
    path("pubblica/<slug:kind>/<slug:uid>/", views.ReleaseView.as_view(), name="publish"),
    path("ritira/<slug:kind>/<slug:uid>/", views.ReleaseView.as_view(withdraws=True), name="withdraw"),
    path("storia/<slug:kind>/<slug:uid>/", views.HistoryPage.as_view(), name="history"),
]
