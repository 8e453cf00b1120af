"""The office's addresses, room by room."""

from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include("portici.fronts.office.work.urls")),
    path("territorio/", include("portici.fronts.office.territory.urls")),
    path("bisogni/", include("portici.fronts.office.needs.urls")),
    path("programma/", include("portici.fronts.office.programme.urls")),
    path("rete/accordi/", include("portici.fronts.office.agreements.urls")),
    path("rete/", include("portici.fronts.office.organisations.urls")),
    path("sedute/", include("portici.fronts.office.meetings.urls")),
    path("governo/", include("portici.fronts.office.papers.urls")),
    path("governo/", include("portici.fronts.office.governance.urls")),
    path("sedute/", include("portici.fronts.office.sittings.urls")),
    path("studi/", include("portici.fronts.office.study.urls")),
    path("importazioni/", include("portici.fronts.office.imports.urls")),
    path("pubblicazione/", include("portici.fronts.office.publishing.urls")),
    path("registro/", include("portici.fronts.office.journal.urls")),
    path("messaggi/", include("portici.fronts.office.outbox.urls")),
    path("utenti/", include("portici.fronts.office.people.urls")),
]
