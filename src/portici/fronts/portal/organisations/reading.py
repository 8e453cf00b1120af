"""What the portal reads of organisations. People to call are read nowhere here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from portici.fronts.portal.programme.reading import newest_sheets
from portici.fronts.portal.territory.links import (
    activity_rows,
    carrying_out,
    decision_rows,
    standing_on,
)
from portici.fronts.portal.territory.reading import shown, visible
from portici.governance import queries as governance
from portici.governance.models import Body, Member
from portici.kernel.actor import VISITOR
from portici.organisations import queries
from portici.organisations.models import (
    CodeScheme,
    Organisation,
    OrganisationCode,
    OrganisationType,
    Seat,
)
from portici.programme.models import Activity
from portici.territory.models import Area

#: A fiscal code of sixteen characters is a person's (a sole trader's): it is kept, not shown.
_LENGTH_OF_A_PERSONS = 16


def network() -> QuerySet[Organisation]:
    """The register by name, with what a row shows."""
    rows = shown(queries.organisations(VISITOR), "parent").prefetch_related("seats")
    return rows.order_by("folded_name", "pk")


def totals_by_type() -> dict[str, int]:
    """How many organisations of each type: one pass over the index of types."""
    rows = queries.organisations(VISITOR).order_by().values_list("type").annotate(total=Count("pk"))
    return dict(rows)


def organisation_of(uid: str) -> Organisation | None:
    """The organisation of an address, or the one that it was merged into."""
    found = queries.organisation_by_uid(VISITOR, uid)
    return shown(visible(Organisation), "parent").filter(pk=found.pk).first() if found else None


def codes_of(organisation: Organisation) -> list[OrganisationCode]:
    """Its official codes, without a person's fiscal code."""
    return [
        code
        for code in organisation.codes.all()
        if code.scheme != CodeScheme.FISCAL or len(code.value) != _LENGTH_OF_A_PERSONS
    ]


def seats_of(organisation: Organisation) -> list[Seat]:
    """Its seats, main one first, each with its area when a visitor may see that."""
    return list(organisation.seats.prefetch_related(Prefetch("area", queryset=visible(Area))))


def speaks_for_itself(organisation: Organisation) -> bool:
    """Whether its e-mail and telephone are a body's: those of an informal group are some person's."""
    return organisation.type != OrganisationType.INFORMAL_GROUP


@dataclass(frozen=True, slots=True)
class Deeds:
    """What an organisation takes part in."""

    organisation: Organisation

    @property
    def taking_part(self) -> Q:
        through = Activity.partners.through._default_manager
        joined = through.filter(organisation=self.organisation).values("activity")
        return Q(responsible=self.organisation) | Q(pk__in=joined)

    @property
    def led(self) -> QuerySet[Any]:
        return activity_rows(Q(responsible=self.organisation))

    @property
    def joined(self) -> QuerySet[Any]:
        return activity_rows(self.taking_part & ~Q(responsible=self.organisation))

    @property
    def implemented(self) -> QuerySet[Any]:
        """Newest sheets of the projects that it implements."""
        return shown(newest_sheets().filter(implementer=self.organisation), "project")

    @property
    def decisions(self) -> QuerySet[Any]:
        """Decisions of bodies where it sat on the day, that its activities carry out, or that stand on it."""
        of_bodies = governance.decisions_of_organisation(VISITOR, self.organisation)
        own = Q(pk__in=of_bodies.order_by().prefetch_related(None).select_related(None).values("pk"))
        activities = visible(Activity).filter(self.taking_part)
        on_it = standing_on("organisation", [self.organisation.uid])
        return decision_rows(own | carrying_out(activities) | on_it)

    @property
    def bodies(self) -> QuerySet[Any]:
        bodies = visible(Body)
        seats = Member.objects.filter(organisation=self.organisation, body__in=bodies.order_by().values("pk"))
        return seats.prefetch_related(Prefetch("body", queryset=bodies)).order_by("body__name", "since", "pk")
