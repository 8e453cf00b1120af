"""What every page knows: the city, the ways to go, the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portici.citypack.queries import city
from portici.fronts.editing import PREFIX
from portici.people.rules import may_see_accounts
from portici.publishing.rules import may_enter

PORTAL_NAV = (
    (_("Home"), "portal:home"),
    (_("Projects"), "portal:projects"),
    (_("Territory"), "portal:territory"),
    (_("Studies"), "portal:studies"),
    (_("Network"), "portal:organisations"),
    (_("Decisions"), "portal:decisions"),
    (_("News"), "portal:news"),
    (_("Search"), "portal:search"),
)
OFFICE_NAV = (
    (_("My work"), "office:work", None),
    (_("Territory"), "office:areas", None),
    (_("Needs"), "office:needs", None),
    (_("Programme"), "office:activities", None),
    (_("Network"), "office:organisations", None),
    (_("Decisions"), "office:decisions", None),
    (_("Studies"), "office:studies", None),
    (_("Imports"), "office:imports", "reads_all"),
    (_("Site's pages"), "wagtailadmin_home", "writes"),
    (_("Journal"), "office:journal", "reads_all"),
    (_("Accounts"), "office:accounts", "accounts"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    if request.path.startswith(PREFIX) and may_enter(request.actor):  # type: ignore[attr-defined] # the door puts it there
        # The editors' rooms have a frame of their own.
        return {}
    office = in_office(request)
    return {
        "actor": getattr(request, "actor", None),
        "city": SimpleLazyObject(city),
        "nav": _nav(request, office),
        "home_url": reverse("office:work" if office else "portal:home"),
        "account_url": reverse("office:own-account") if request.user.is_authenticated else "",
        "other_front": _other_front(request, office),
        "language_links": _languages(request),
        "demo": settings.DEMO,
    }


def in_office(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.namespace == "office")


def _nav(request: HttpRequest, office: bool) -> list[dict[str, Any]]:
    if not office:
        items = [(label, reverse(name)) for label, name in PORTAL_NAV]
    else:
        actor = request.actor  # type: ignore[attr-defined] # the door puts it there
        allowed = {
            None: True,
            "reads_all": actor.reads_all,
            "accounts": bool(may_see_accounts(actor)),
            "writes": bool(may_enter(actor)),
        }
        items = [(label, reverse(name)) for label, name, need in OFFICE_NAV if allowed[need]]
    top = items[0][1]  # the front's own first page is above all others: it is here only when it is this one
    below = (
        url for _label, url in items if request.path == url or (url != top and request.path.startswith(url))
    )
    here = max(below, key=len, default="")
    return [{"label": label, "url": url, "current": url == here} for label, url in items]


def _other_front(request: HttpRequest, office: bool) -> dict[str, Any] | None:
    if office:
        return {"label": _("Public site"), "url": reverse("portal:home")}
    if request.user.is_authenticated:
        return {"label": _("Office"), "url": reverse("office:work")}
    return None


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in each language: English stands under /en/, see config.urls."""
    here = get_language()
    address = bare(request.get_full_path())
    return [
        {
            "code": code,
            "name": name,
            "url": address if code == settings.LANGUAGE_CODE else f"/{code}{address}",
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]


def bare(address: str) -> str:
    """The address without its language."""
    first, slash, rest = address[1:].partition("/")
    known = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    return f"/{rest}" if slash and first in known else address
