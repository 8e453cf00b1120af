"""The portal's addresses, room by room."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("portici.fronts.portal.home.urls")),
    path("", include("portici.fronts.portal.publishing.urls")),
    path("progetti/", include("portici.fronts.portal.programme.urls")),
    path("territorio/", include("portici.fronts.portal.territory.urls")),
    path("rete/accordi/", include("portici.fronts.portal.agreements.urls")),
    path("rete/", include("portici.fronts.portal.organisations.urls")),
    path("decisioni/sedute/", include("portici.fronts.portal.papers.urls")),
    path("decisioni/", include("portici.fronts.portal.governance.urls")),
    path("studi/", include("portici.fronts.portal.study.urls")),
]
