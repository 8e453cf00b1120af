"""Fields of models that more than one room uses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import Field


class WebAddress(models.URLField[str, str]):
    """An address of the web; one typed without its scheme is taken as https."""

    def formfield(self, **options: Any) -> Field | None:
        return super().formfield(**{"assume_scheme": "https", **options})

    def deconstruct(self) -> Any:
        """For migrations it is Django's own field: only its forms differ."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.URLField", arguments, options
