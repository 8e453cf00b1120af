"""What the list of messages can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from .kinds import kinds
from .models import Message, MessageState


def _kinds() -> list[tuple[str, Any]]:
    return [(one.name, one.label) for one in kinds()]


class MessageFilter(django_filters.FilterSet):
    """To whom, what it is for, how far it is."""

    q = django_filters.CharFilter(field_name="recipient", lookup_expr="icontains", label=_("To"))
    kind = django_filters.ChoiceFilter(label=_("What it is for"), choices=_kinds)
    state = django_filters.ChoiceFilter(label=_("State"), choices=MessageState.choices)

    class Meta:
        model = Message
        fields: list[str] = []
