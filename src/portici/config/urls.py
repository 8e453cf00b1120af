"""Addresses: Italian ones bare, the same under /en/ for English; /api/ and /-/ are for machines and have no language; the editors' rooms
stand once.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as editing
from wagtail.urls import serve_pattern
from wagtail.views import serve

from portici.fronts import wellknown
from portici.fronts.calendar import feed
from portici.fronts.media import kept_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("portici.fronts.api.urls")),
    path("-/", include("portici.fronts.operations.urls")),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("calendario/<str:secret>.ics", feed, name="feed"),
    path("redazione/media/<path:path>", kept_file, name="kept-file"),
    path("redazione/", include(editing)),
]
urlpatterns += i18n_patterns(
    path("", include("portici.fronts.portal.urls")),
    path("ufficio/", include("portici.fronts.office.urls")),
    path("accesso/", include("portici.fronts.account_urls")),
    path("dati/", include("portici.fronts.api.page_urls")),
    # Last: whatever no room knows may be a page of the site's tree.
    re_path(serve_pattern, serve, name="wagtail_serve"),
    prefix_default_language=False,
)
handler429 = "portici.fronts.pace.handler429"
handler400 = "portici.fronts.api.problems.bad_request"
handler404 = "portici.fronts.api.problems.not_found"
handler500 = "portici.fronts.api.problems.failed"
