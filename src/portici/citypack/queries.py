"""The city served here."""

from __future__ import annotations

from .models import City


def city() -> City | None:
    """The one row, or None before a pack is loaded."""
    return City.objects.order_by("id").first()
