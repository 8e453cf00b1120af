"""What the editors' rooms show: only what is for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .models import NewsIndexPage

#: Parts of Wagtail that are not for this house: accounts are kept in the office, help and settings lead outside or to nothing.
HIDDEN = {"settings", "help"}


@hooks.register("construct_main_menu")
def only_what_is_for_them(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 -- a hook's arguments
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("register_admin_menu_item")
def back_to_the_office() -> MenuItem:
    return MenuItem(_("Office"), reverse("office:work"), icon_name="home", order=9000, name="office")


@hooks.register("register_admin_urls", order=-1)
def pictures_one_at_a_time() -> list[URLPattern]:
    """A picture comes in on the paper that asks who is in it. Wagtail's box for many takes the raw files first, and asks afterwards."""
    one = RedirectView.as_view(pattern_name="wagtailimages:add")
    return [path("images/multiple/add/", one, name="pictures-one-at-a-time")]


class WhatToDo(Component):  # type: ignore[misc] # Wagtail has no types
    """The first page's way to what is done here most; without it that page has nothing but counts."""

    name = "what_to_do"
    template_name = "publishing/what_to_do.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        writing = [index for index in _indexes() if index.permissions_for_user(user).can_add_subpage()]
        return {"indexes": writing}


def _indexes() -> list[NewsIndexPage]:
    """The lists of news, one a language."""
    return list(NewsIndexPage.objects.live().select_related("locale").order_by("path"))


@hooks.register("construct_homepage_panels")
def what_to_do(request: HttpRequest, panels: list[Any]) -> None:  # noqa: ARG001 -- a hook's arguments
    panels.append(WhatToDo())


@hooks.register("insert_global_admin_css")
def narrow_screens() -> str:
    """What Wagtail's own style leaves to run off a telephone's screen."""
    return format_html('<link rel="stylesheet" href="{}">', static("portici/editors.css"))
