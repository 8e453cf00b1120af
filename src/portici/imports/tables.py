"""The list of imports."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.records.tables import StateColumn

from . import registry
from .models import ImportRun

_NUMBER: dict[str, Any] = {"attrs": {"td": {"class": "num"}}}


class RunTable(tables.Table):
    filename = tables.Column(linkify=("office:import", {"uid": tables.A("uid")}))
    importer = tables.Column()
    dry_run = tables.Column(verbose_name=_("Trial or real"))
    state = StateColumn(verbose_name=_("State"))
    created_at = tables.DateTimeColumn(verbose_name=_("When"), short=True)
    total = tables.Column(**_NUMBER)
    added = tables.Column(**_NUMBER)
    changed = tables.Column(**_NUMBER)
    refused = tables.Column(**_NUMBER)

    class Meta:
        model = ImportRun
        fields = [
            "filename",
            "importer",
            "dry_run",
            "state",
            "created_at",
            "total",
            "added",
            "changed",
            "refused",
        ]
        empty_text = _("No file has been brought in with these features.")

    def render_importer(self, value: str) -> str:
        return importer_label(value)

    def render_dry_run(self, value: bool) -> str:
        return _now("Trial") if value else _now("Real import")


def importer_label(code: str) -> str:
    """What a kind of file is called; its code when it is no longer taken."""
    return str(registry.importer(code).label) if registry.known(code) else code
