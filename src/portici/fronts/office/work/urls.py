"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.office.kit import OfficeUp

from . import chain, deadlines, views

urlpatterns = [
    path("", deadlines.MyWork.as_view(), name="work"),
    path("scadenze/", OfficeUp.as_view(to="office:work"), name="up-deadlines"),
    path("scadenze/catena/", chain.Chain.as_view(), name="deadline-chain"),
    path("scadenze/catena/nuovo/", chain.StepAdd.as_view(), name="chain-step-add"),
    path("scadenze/catena/<slug:uid>/", OfficeUp.as_view(to="office:deadline-chain"), name="up-chain-step"),
    path("scadenze/catena/<slug:uid>/togli/", chain.StepRemove.as_view(), name="chain-step-remove"),
    path("scadenze/<slug:term>/<slug:whose>/", deadlines.CellPage.as_view(), name="deadlines"),
    path("rinvia/<slug:name>/<slug:ref>/", deadlines.PutOff.as_view(), name="put-off"),
    path("riprendi/<slug:name>/<slug:ref>/", deadlines.TakeUp.as_view(), name="take-up"),
    path("scadenze/<slug:term>/", OfficeUp.as_view(to="office:work"), name="up-deadlines-term"),
    *(
        path(beginning, OfficeUp.as_view(to="office:work"), name=f"up-{name}")
        for name, beginning in (
            ("put-offs", "rinvia/"),
            ("put-off", "rinvia/<slug:name>/"),
            ("take-ups", "riprendi/"),
            ("take-up", "riprendi/<slug:name>/"),
        )
    ),
    path("attende/<slug:name>/", deadlines.WatchPage.as_view(), name="watch"),
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
