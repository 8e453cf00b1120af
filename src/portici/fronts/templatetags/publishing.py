"""What templates say of pictures, documents and pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portici.fronts import pictures, structured
from portici.publishing import rules

register = template.Library()


@register.inclusion_tag("portal/publishing/picture.html")
def show_picture(picture: Any, caption: str = "", *, eager: bool = False) -> dict[str, Any]:
    """A picture with author and rights; nothing when it may not be seen (a release that is over, say)."""
    if picture is None or not rules.cleared(picture):
        return {}
    return {"shown": pictures.shown(picture), "caption": caption, "eager": eager}


@register.inclusion_tag("portal/publishing/document.html")
def show_document(document: Any, note: str = "") -> dict[str, Any]:
    return {"document": document, "note": note}


@register.filter
def is_cleared(thing: Any) -> bool:
    return bool(thing) and bool(rules.cleared(thing))


@register.simple_tag
def page_breadcrumb(page: Any) -> list[dict[str, Any]]:
    """From the first page down to this one."""
    above = page.get_ancestors().live().filter(depth__gt=2)
    steps = [{"label": _("Home"), "url": reverse("portal:home")}]
    steps += [{"label": one.title, "url": one.url} for one in above]
    return [*steps, {"label": page.title, "url": ""}]


@register.simple_tag(takes_context=True)
def structured_page(context: Any, page: Any) -> SafeString:
    return structured.script(structured.page(context["request"], page))


@register.simple_tag
def structured_data(data: Any) -> SafeString:
    """The JSON-LD block of a record's page; "" where there is none."""
    return structured.script(data) if data else SafeString("")
