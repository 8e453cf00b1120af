"""What the editors' rooms show: only what is for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

#: Parts of Wagtail that are not for this house: accounts are kept in the office, help and settings lead outside or to nothing.
HIDDEN = {"settings", "help"}


@hooks.register("construct_main_menu")
def only_what_is_for_them(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 -- a hook's arguments
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("register_admin_menu_item")
def back_to_the_office() -> MenuItem:
    return MenuItem(_("Office"), reverse("office:work"), icon_name="home", order=9000, name="office")
