"""The beginning of an address, typed by hand or cut from a longer one, leads to the page above."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.views.generic.base import View


class Up(View):
    """Leads to the address called `to`, with those of the address's own parts that it `keeps`.

    It looks up nothing: what is withheld answers at its own page.
    """

    to = ""
    keeps: tuple[str, ...] = ()
    fragment = ""
    http_method_names = ["get", "head", "options"]

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponseRedirect:
        address = reverse(self.to, args=[kwargs[name] for name in self.keeps])
        return HttpResponseRedirect(f"{address}{self.fragment}")
