"""Addresses: Italian ones bare, the same under /en/ for English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("portici.fronts.portal.urls")),
    path("ufficio/", include("portici.fronts.office.urls")),
    path("accesso/", include("portici.fronts.account_urls")),
    prefix_default_language=False,
)
handler429 = "portici.fronts.pace.handler429"
