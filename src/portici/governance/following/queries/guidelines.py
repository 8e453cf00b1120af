"""Reading the guidelines that a Board works by."""

from __future__ import annotations

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen

from ...models import Guideline


def guidelines(actor: Actor) -> QuerySet[Guideline]:
    """The guidelines that the actor may see."""
    return seen(Guideline, actor).select_related("body")
