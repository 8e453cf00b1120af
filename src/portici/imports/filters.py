"""What the list of imports can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from . import registry
from .models import ImportRun, RunState


def _importers() -> list[tuple[str, Any]]:
    return [(entry.code, entry.label) for entry in registry.importers()]


class RunFilter(django_filters.FilterSet):
    """Words of the file's name, its kind, the state, trials or not."""

    q = django_filters.CharFilter(field_name="filename", lookup_expr="icontains", label=_("Name of the file"))
    importer = django_filters.ChoiceFilter(label=_("Kind of file"), choices=_importers)
    state = django_filters.ChoiceFilter(label=_("State"), choices=RunState.choices)
    dry_run = django_filters.ChoiceFilter(
        label=_("Trial or real"), choices=[("True", _("Trials")), ("False", _("For real"))]
    )

    class Meta:
        model = ImportRun
        fields: list[str] = []
