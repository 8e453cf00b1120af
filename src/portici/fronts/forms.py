"""How forms look: one template a form, one a field, in the national design system."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's own renderer with the house's templates."""

    form_template_name = "includes/form.html"
    field_template_name = "includes/field.html"
