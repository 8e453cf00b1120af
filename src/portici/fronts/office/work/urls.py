"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.office.kit import OfficeUp

from . import views

urlpatterns = [
    path("", views.MyWork.as_view(), name="work"),
    path("attende/<slug:name>/", views.WatchPage.as_view(), name="watch"),
    path("cerca/", views.SearchPage.as_view(), name="search"),
    path("suggerimenti/<slug:kind>/", views.Suggestions.as_view(), name="pick"),
    path("pubblica/<slug:kind>/<slug:uid>/", views.ReleaseView.as_view(), name="publish"),
    path("ritira/<slug:kind>/<slug:uid>/", views.ReleaseView.as_view(withdraws=True), name="withdraw"),
    path("storia/<slug:kind>/<slug:uid>/", views.HistoryPage.as_view(), name="history"),
    path("attende/", OfficeUp.as_view(to="office:work"), name="up-watches"),
    path("suggerimenti/", OfficeUp.as_view(to="office:work"), name="up-suggestions"),
    path("pubblica/", OfficeUp.as_view(to="office:work"), name="up-publish"),
    path("ritira/", OfficeUp.as_view(to="office:work"), name="up-withdraw"),
    *(
        path(f"{beginning}/<slug:kind>/", OfficeUp.as_view(to="office:work"), name=f"up-{name}-kind")
        for name, beginning in (("publish", "pubblica"), ("withdraw", "ritira"), ("history", "storia"))
    ),
    path("storia/", OfficeUp.as_view(to="office:work"), name="up-history"),
]
