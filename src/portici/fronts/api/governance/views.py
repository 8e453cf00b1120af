"""Bodies and decisions for machines."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from ninja import Path, Query, Router

from portici.fronts.portal.governance.filters import DecisionFilter
from portici.fronts.portal.governance.reading import decisions
from portici.governance import queries
from portici.governance.following import queries as following
from portici.governance.following.states import DecisionState, KnownFrom
from portici.governance.models import Body, Decision
from portici.kernel import clock
from portici.kernel.actor import VISITOR
from portici.kernel.findings import gettext_noop

from ..common import PLACES, Asked, Key, Site, found_in, one_of, page_of
from ..narrowing import narrowed
from .schemas import BodyPage, BodyWhole, DecisionPage, DecisionsAsked, DecisionWhole

router = Router(tags=["decisions"])


def _bodies(site: Site, rows: list[Body]) -> list[dict[str, Any]]:
    return [_body(site, row) for row in rows]


def _body(site: Site, row: Body) -> dict[str, Any]:
    return {
        **site.record(row),
        "code": row.code,
        "kind": row.kind,
        "description": row.description,
        "established_by": row.established_by,
        "established_on": row.established_on,
        "founding_act": row.founding_act,
        "source": row.source,
        "members": [
            {
                "organisation": site.ref(one.organisation),
                "role": one.role,
                "weight": one.weight,
                "is_observer": one.is_observer,
                "presides": one.presides,
                "since": one.since,
                "until": one.until,
            }
            for one in row.members.all()
        ],
    }


@router.get(
    "/bodies",
    response=BodyPage,
    summary=gettext_noop("Bodies that decide or steer"),
    url_name="bodies",
    operation_id="bodies",
)
def body_list(request: HttpRequest, asked: Query[Asked]) -> Any:
    return page_of(request, asked, queries.bodies(VISITOR).order_by("name", "pk"), _bodies)


@router.get(
    "/bodies/{uid}",
    response=BodyWhole,
    summary=gettext_noop("One body, with the organisations that sit in it"),
    url_name="body",
    operation_id="body",
)
def body(request: HttpRequest, uid: Path[Key]) -> Any:
    found = found_in(queries.bodies(VISITOR), uid=uid)
    site = one_of(request, found)
    return {**_body(site, found), "decisions": site.api(f"decisions?body={quote(found.code)}")}


def _decisions(site: Site, rows: list[Decision]) -> list[dict[str, Any]]:
    states = following.states_of(VISITOR, [row.pk for row in rows])
    return [_decision(site, row, states[row.pk]) for row in rows]


def _decision(site: Site, row: Any, state: DecisionState) -> dict[str, Any]:
    return {
        **site.record(row),
        "number": row.number,
        "year": row.year,
        "decided_on": row.decided_on,
        "body": site.ref(row.body),
        "text": row.text,
        "grounds": row.grounds,
        "kind": row.kind,
        "execution": state.value,
        "in_force": not row.is_overtaken,
        "activities": site.refs(row.activities.all()),
    }


@router.get(
    "/decisions",
    response=DecisionPage,
    summary=gettext_noop("Decisions, the newest first"),
    url_name="decisions",
    operation_id="decisions",
)
def decision_list(request: HttpRequest, asked: Query[DecisionsAsked]) -> Any:
    rows = decisions().order_by("-year", "-number", "pk")
    return page_of(request, asked, narrowed(DecisionFilter, asked, rows), _decisions)


@router.get(
    "/decisions/{address}",
    response=DecisionWhole,
    summary=gettext_noop("One decision: its text, what it stands on, what carries it out"),
    url_name="decision",
    operation_id="decision",
)
def decision(request: HttpRequest, address: Path[Key]) -> Any:
    found = found_in(decisions(), address=address.lower())
    site = one_of(request, found)
    chain = following.chain_of(VISITOR, found)
    execution = following.execution_of(VISITOR, found)
    return {
        **_decision(site, found, execution.state),
        "exhibits": [_ground(site, one) for one in _grounds(found)],
        "steps": [_step(site, one) for one in execution.steps],
        "activities_left_out": execution.more,
        "earlier": [{"kind": tie.kind, "decision": site.ref(tie.earlier)} for tie in chain.earlier],
        "later": [{"kind": tie.kind, "decision": site.ref(tie.later)} for tie in chain.later],
    }


def _step(site: Site, one: following.Step) -> dict[str, Any]:
    """`said` and `said_on` only where nothing better is known: what follows from an activity is never mixed with it."""
    said = one.said if one.origin is KnownFrom.SAID else None
    return {
        "what": one.what,
        "owner": site.ref(one.owner) if one.owner else None,
        "due_on": one.due_on,
        "activity": site.ref(one.activity) if one.activity else None,
        "state": one.state,
        "origin": one.origin,
        "is_late": one.is_late,
        "said": said.text if said else "",
        "said_on": said.said_at.astimezone(clock.OFFICE_ZONE).date() if said else None,
    }


def _grounds(found: Decision) -> list[queries.GroundState]:
    return queries.ground_states(VISITOR, found)


def _ground(site: Site, one: queries.GroundState) -> dict[str, Any]:
    named = site.ref(one.record) if one.record is not None and one.record.KIND in PLACES else None
    return {"record": named, "as_of": one.ground.as_of, "has_changed": one.has_changed}
