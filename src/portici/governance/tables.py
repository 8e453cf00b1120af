"""Lists of bodies and decisions."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from .models import Body


class BodyTable(tables.Table):
    name = tables.Column(linkify=("office:body", {"uid": tables.A("uid")}))
    publication = tables.TemplateColumn(
        '{% include "includes/badge.html" with label=record.get_publication_display tone=record.publication|tone %}',
        verbose_name=_("Publication"),
    )

    class Meta:
        model = Body
        fields = ["name", "code", "established_on", "publication"]
        empty_text = _("No body yet.")

    def value_publication(self, record: Body) -> str:
        return str(record.get_publication_display())
