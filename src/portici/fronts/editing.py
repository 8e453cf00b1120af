"""The door of the editors' rooms (Wagtail, under /redazione/): our sign-in, our grants, one transaction, a policy of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portici.kernel.findings import Message, Refused
from portici.publishing import rules
from portici.publishing.domain import settle_groups

PREFIX = "/redazione/"
#: Pages of Wagtail's about accounts: an account is kept in the office.
ACCOUNTS = ("account/", "login/", "password_reset/", "users/", "groups/")
#: The lists of what is worked on several at a time.
_LISTS = {"picture": "wagtailimages:index", "librarydocument": "wagtaildocs:index"}
#: Wagtail writes scripts and styles into its pages; nowhere else may that be.
POLICY = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}


class EditingMiddleware:
    """Asks who comes in before any view of Wagtail's is reached, and wraps what it writes in one transaction with the journal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(PREFIX):
            response._csp_replace = POLICY  # type: ignore[attr-defined] # where the policy's middleware looks
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.path.startswith(PREFIX):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        actor = request.actor  # type: ignore[attr-defined] # the door puts it there
        verdict = rules.may_enter(actor)
        if not verdict:
            return _refused(request, verdict.reason)
        settle_groups(request.user, actor)
        if request.path.removeprefix(PREFIX).startswith(ACCOUNTS):
            return HttpResponseRedirect(reverse("office:own-account"))
        if "action" in kwargs and "id" not in request.GET:
            return _nothing_chosen(request, kwargs.get("model_name", ""))
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        try:
            with transaction.atomic():
                response: HttpResponse = view(request, *args, **kwargs)
                return response
        except Refused as refusal:
            return _refused(request, refusal.reason)


def _nothing_chosen(request: HttpRequest, model: str) -> HttpResponse:
    """What is done to several things at once, asked for without saying to which: back to the list of them."""
    messages.warning(request, _("Choose first what it is to be done to."))
    return HttpResponseRedirect(reverse(_LISTS.get(model, "wagtailadmin_home")))


def _refused(request: HttpRequest, reason: Message | None) -> HttpResponse:
    return render(request, "refused.html", {"reason": reason}, status=403)
