"""Makers of the chain's records (needs, projects, activities, decisions), through their desks."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from portici.governance import domain as governance
from portici.governance.models import Body, Decision
from portici.kernel.actor import Actor
from portici.needs import domain as needs
from portici.needs.models import Designation, Excerpt, Listening, Need, Opportunity, TargetGroup
from portici.programme import domain as programme
from portici.programme.models import Action, Activity, Project, Sheet, Snapshot
from portici.records import domain as records
from portici.territory.models import Area
from tests import makers

_numbers = count(1)


def _out(record: Any, published: bool) -> Any:
    return records.publish(actor=makers.coordinator(), record=record) if published else record


def group(name: str = "", *, published: bool = True) -> TargetGroup:
    made = needs.record_target_group(actor=makers.coordinator(), name=name or f"Group {next(_numbers)}")
    return _out(made, published)


def designation(area: Area, *, published: bool = True, **values: Any) -> Designation:
    values = {"decided_on": date(2025, 1, 10), "reason": "Distress", "evidence": "Survey", **values}
    made = needs.designate_target_area(actor=makers.coordinator(), area=area, **values)
    return _out(made, published)


def need(
    area: Area, title: str = "", *, published: bool = True, actor: Actor | None = None, **values: Any
) -> Need:
    values = {"theme": "school", "source": "Quartiere, meeting of 12 May", **values}
    made = needs.record_need(
        actor=actor or makers.coordinator(), area=area, title=title or f"Need {next(_numbers)}", **values
    )
    return _out(made, published)


def opportunity(area: Area, title: str = "", *, published: bool = True, **values: Any) -> Opportunity:
    values = {"theme": "school", **values}
    made = needs.record_opportunity(
        actor=makers.coordinator(), area=area, title=title or f"Opportunity {next(_numbers)}", **values
    )
    return _out(made, published)


def action(code: str = "3.3.1", *, published: bool = True) -> Action:
    coordinator = makers.coordinator()
    plan = programme.record_programme(actor=coordinator, code=f"P{next(_numbers)}", name="PON Metro")
    axis = programme.record_axis(actor=coordinator, programme=plan, code="3", name="Inclusion")
    _out(plan, published)
    return programme.record_action(actor=coordinator, axis=axis, code=code, name="Social innovation")


def project(code: str = "", *, published: bool = True, **values: Any) -> Project:
    number = next(_numbers)
    values = {"title": f"Project {number}", **values}
    code = code or f"BO{number // 99 % 99 + 1}.{number % 99 + 1}.1.z"
    return _out(programme.record_project(actor=makers.coordinator(), code=code, **values), published)


def sheet(project: Project, *, published: bool = True, **values: Any) -> Sheet:
    values = {"as_of": date(2026, 1, 15), "title": project.title, **values}
    return _out(programme.record_sheet(actor=makers.coordinator(), project=project, **values), published)


def snapshot(sheet: Sheet, content: bytes = b"As the portal shows it", **values: Any) -> Snapshot:
    values = {"filename": "page.txt", **values}
    return programme.attach_snapshot(
        actor=makers.coordinator(), sheet=sheet, content=BytesIO(content), **values
    )


def activity(
    project: Project | None = None, title: str = "", *, published: bool = True, **values: Any
) -> Activity:
    made = programme.open_activity(
        actor=makers.coordinator(),
        project=project or _any_project(),
        title=title or f"Activity {next(_numbers)}",
        **values,
    )
    return _out(made, published)


def _any_project() -> Project:
    return Project.objects.filter(publication="published").first() or project()


def body(code: str = "", *, published: bool = True, **values: Any) -> Body:
    values = {"name": "Board", **values}
    made = governance.record_body(actor=makers.coordinator(), code=code or f"board{next(_numbers)}", **values)
    return _out(made, published)


def decision(body: Body, title: str = "", *, published: bool = True, **values: Any) -> Decision:
    values = {"decided_on": date(2026, 2, 1), "text": "It is decided.", **values}
    made = governance.record_decision(
        actor=makers.coordinator(), body=body, title=title or f"Decision {next(_numbers)}", **values
    )
    return _out(made, published)


def listening(
    area: Area, title: str = "", *, published: bool = True, actor: Actor | None = None, **values: Any
) -> Listening:
    values = {"kind": "session", "held_on": date(2026, 1, 20), "people": 12, **values}
    made = needs.record_listening(
        actor=actor or makers.coordinator(), area=area, title=title or f"Listening {next(_numbers)}", **values
    )
    return _out(made, published)


def excerpt(listening: Listening, *, actor: Actor | None = None, **values: Any) -> Excerpt:
    values = {"theme": "youth", **values}
    return needs.add_excerpt(actor=actor or makers.coordinator(), listening=listening, **values)


#: Consent to quote, as a paper says it was given.
AGREED: dict[str, Any] = {"consent_how": "signed", "consent_on": date(2026, 1, 20)}
