"""How forms look: one template a form, one a field, in the national design system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(TemplatesSetting):
    """Django's own renderer with the house's templates. Boxes are written without: of a box of two hundred areas
    Django renders four hundred templates."""

    form_template_name = "includes/form.html"
    field_template_name = "includes/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select_box(context["widget"])
        return super().render(template_name, context, request)


def select_box(widget: Mapping[str, Any]) -> SafeString:
    """What Django's template of a select writes."""
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'  <optgroup label="{conditional_escape(group)}">')
        parts += [_option(option) for option in options]
        if group:
            parts.append("  </optgroup>")
    return mark_safe("\n".join([*parts, "</select>"]))  # noqa: S308 - each part is escaped


def _option(option: Mapping[str, Any]) -> str:
    label = conditional_escape(option["label"])
    return f'  <option value="{escape(str(option["value"]))}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
