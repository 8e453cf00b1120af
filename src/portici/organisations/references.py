"""What points to an organisation, in whichever room: read from the models, so that rooms built on top need
not be known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from .models import Organisation


def references() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every foreign key of every room that points to an organisation, those behind many-to-many links
    included.
    """
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field.concrete:
            yield relation.field
