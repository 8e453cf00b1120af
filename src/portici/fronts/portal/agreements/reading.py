"""What the portal reads of agreements and commitments, always with a visitor's eyes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from portici.fronts.portal.territory.reading import shown
from portici.kernel.actor import VISITOR
from portici.organisations.agreements import queries
from portici.organisations.models import Agreement, Organisation


def agreements() -> QuerySet[Agreement]:
    """Published agreements with their area and network, as far as a visitor may see them; the last signed first."""
    return shown(queries.agreements(VISITOR), "area", "network").order_by(
        "closed_on", "-signed_on", "title", "pk"
    )


def agreement_at(uid: str) -> Agreement:
    """The agreement of an address; Http404 when a visitor sees none."""
    found = agreements().filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def agreements_of(organisation: Organisation) -> QuerySet[Any]:
    rows = queries.agreements_of(VISITOR, organisation).order_by().values("pk")
    return agreements().filter(pk__in=rows)


def commitments() -> QuerySet[Any]:
    """Commitments of published agreements by organisations that are public."""
    return queries.commitments(VISITOR)
