"""Addresses: Italian ones bare, the same under /en/ for English; /-/ is for machines that watch."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from portici.fronts import wellknown

urlpatterns: list[URLPattern | URLResolver] = [
    path("-/", include("portici.fronts.operations.urls")),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
urlpatterns += i18n_patterns(
    path("", include("portici.fronts.portal.urls")),
    path("ufficio/", include("portici.fronts.office.urls")),
    path("accesso/", include("portici.fronts.account_urls")),
    prefix_default_language=False,
)
handler429 = "portici.fronts.pace.handler429"
