"""Addresses of the API. They are the same whatever the reader's language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from .service import addresses


def nothing(_request: HttpRequest) -> HttpResponse:
    """No page of the site lies below the API: what it does not know is told as a problem, not looked for elsewhere."""
    raise Http404


app_name = "api"
urlpatterns = [path("v1/", include(addresses())), re_path("^.*$", nothing)]
