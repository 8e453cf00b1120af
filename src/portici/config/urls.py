"""Addresses: Italian ones bare, the same under /en/ for English; /-/ is for machines that watch."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("-/", include("portici.fronts.operations.urls")),
    *i18n_patterns(
        path("", include("portici.fronts.portal.urls")),
        path("ufficio/", include("portici.fronts.office.urls")),
        path("accesso/", include("portici.fronts.account_urls")),
        prefix_default_language=False,
    ),
]
