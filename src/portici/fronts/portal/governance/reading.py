"""What the portal reads of bodies and decisions, always with a visitor's eyes."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Prefetch, QuerySet, Value, When
from django.http import Http404

from portici.fronts.portal.programme.reading import activities
from portici.fronts.portal.territory.reading import named, visible
from portici.governance import queries
from portici.governance.following.queries import overtaken
from portici.governance.models import Body, Decision
from portici.kernel.actor import VISITOR
from portici.needs.models import Need
from portici.programme.models import Activity


def decisions() -> QuerySet[Decision]:
    """Published decisions with their body and the published activities that carry them out.

    How far they are is asked of those that are shown (`states_of`): a store that sorts ten thousand would work it out for each.
    """
    carried = Prefetch("activities", queryset=named(visible(Activity)))
    rows = queries.decisions(VISITOR).prefetch_related(None).prefetch_related(carried)
    gone = Case(When(overtaken(VISITOR), then=Value(True)), default=Value(False), output_field=BooleanField())
    found: QuerySet[Decision] = rows.annotate(is_overtaken=gone)
    return found


def decision_at(address: str) -> Decision:
    """The decision of an address; Http404 when a visitor sees none."""
    found = queries.decision_by_address(VISITOR, address)
    if found is None:
        raise Http404
    return found


def body_at(uid: str) -> Body:
    found = visible(Body).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return] # the query set is untyped


def carrying_out(decision: Decision) -> QuerySet[Activity]:
    """The activities that carry out the decision, in the order of time."""
    through = Decision.activities.through._default_manager.filter(decision=decision)
    rows = activities().filter(pk__in=through.values("activity"))
    return rows.prefetch_related(Prefetch("needs", queryset=visible(Need)))
