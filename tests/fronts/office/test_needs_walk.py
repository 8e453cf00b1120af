"""The coordinator's walk from an area to the activity: each paper comes filled with what is known already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.governance.models import Body, Decision
from portici.kernel.actor import Role
from portici.needs.models import Designation, Need, Opportunity
from portici.programme.models import Activity
from portici.records.picking import label_of
from portici.territory.models import Area, Indicator

pytestmark = pytest.mark.django_db


def at(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def links(client: Client, url: str) -> dict[str, str]:
    """What a page's chain offers to add: label -> address."""
    response = client.get(url)
    assert response.status_code == 200
    with translation.override("en"):
        return {str(step.add_label): step.add_url for step in response.context["chain"] if step.add_url}


def test_the_whole_walk(coordinator: Client) -> None:
    area, alone = makers.area("Savena"), makers.indicator("alone")
    for value, where in enumerate([*(makers.area() for _number in range(5)), area]):
        makers.observe(alone, where, float(value))
    body = chain.body("board")
    designation = designated(coordinator, area)
    need = needed(coordinator, designation, alone)
    decision = decided(coordinator, need, body)
    activity = opened(coordinator, decision, need)
    published(coordinator, activity, [designation, need, decision])
    need.refresh_from_db()
    assert need.state == "answered"


def designated(coordinator: Client, area: Area) -> Designation:
    """From the area's page: its figures are proposed, and frozen."""
    page = coordinator.get(at("area", area.uid))
    assert [figure.rank for figure in page.context["figures"]] == [1]
    step = links(coordinator, at("area", area.uid))["Designate as target area"]
    paper = coordinator.get(step)
    assert paper.context["form"].initial["indicators"] == ["alone"]
    given = {
        "indicators": "alone",
        "reason": "Many people alone",
        "act": "Act 3",
        "decided_on": "2026-03-01",
        "language": "it",
    }
    assert coordinator.post(step, given).status_code == 302
    designation = Designation.objects.get()
    assert [(figure.value, figure.rank, figure.of) for figure in designation.figures.all()] == [(5.0, 1, 6)]
    return designation


def needed(coordinator: Client, designation: Designation, alone: Indicator) -> Need:
    """From the designation's page: the place and the figures are known."""
    step = links(coordinator, at("designation", designation.uid))["Record a need here"]
    form = coordinator.get(step).context["form"]
    assert form["area"].value() == label_of(designation.area)
    assert form["indicators"].value() == [alone.pk]
    given = {
        "area": form["area"].value(),
        "indicators": [alone.pk],
        "title": "Alone in the evening",
        "theme": "loneliness",
        "source": "Parish",
        "severity": "4",
        "recorded_on": "2026-03-01",
        "language": "it",
    }
    assert coordinator.post(step, given).status_code == 302
    return Need.objects.get()


def decided(coordinator: Client, need: Need, body: Body) -> Decision:
    """From the need's page: the body, its next number and the grounds are proposed."""
    step = links(coordinator, at("need", need.uid))["Record a decision of the Board"]
    form = coordinator.get(step).context["form"]
    assert (form["body"].value(), form["number"].value()) == (body.pk, 1)
    assert form["exhibit_need"].value() == [label_of(need)]
    assert form["grounds"].value() == "Alone in the evening (Parish)"
    given = {
        "body": body.pk,
        "number": "1",
        "decided_on": "2026-03-02",
        "title": "Open in the evening",
        "text": "It is decided.",
        "grounds": "The need",
        "exhibit_need": form["exhibit_need"].value(),
        "language": "it",
    }
    assert coordinator.post(step, given).status_code == 302
    decision = Decision.objects.get()
    assert [(ground.kind, ground.ref) for ground in decision.exhibits.all()] == [("need", need.uid)]
    return decision


def opened(coordinator: Client, decision: Decision, need: Need) -> Activity:
    """From the decision's page: need, decision and area are filled in."""
    project, partner = chain.project("BO3.3.1.b"), makers.organisation("Coop")
    step = links(coordinator, at("decision", decision.uid))["Open an activity that carries it out"]
    form = coordinator.get(step).context["form"]
    filled = {name: form[name].value() for name in ("needs", "decisions", "areas")}
    assert filled == {
        "needs": [label_of(need)],
        "decisions": [label_of(decision)],
        "areas": [label_of(need.area)],
    }
    given = filled | {
        "title": "Evenings",
        "project": label_of(project),
        "partners-add": "Coop",
        "starts_on": "2026-04-01",
        "ends_on": "2026-09-30",
        "language": "it",
    }
    assert coordinator.post(step, given).status_code == 302
    activity = Activity.objects.get()
    linked = [list(rows.all()) for rows in (activity.needs, activity.areas, activity.partners)]
    assert linked == [[need], [need.area], [partner]]
    assert list(decision.activities.all()) == [activity]
    return activity


def published(coordinator: Client, activity: Activity, others: list[Any]) -> None:
    """With the activity, in one go, all that it hangs on."""
    hidden = coordinator.get(at("activity", activity.uid)).context["hidden_with"]
    assert hidden == others
    given = {"version": activity.version, "also": [f"{record.KIND}:{record.uid}" for record in hidden]}
    coordinator.post(at("publish", "activity", activity.uid), given)
    for record in (activity, *others):
        record.refresh_from_db()
        assert record.is_published, record


def test_an_opportunity_near_it(coordinator: Client) -> None:
    area, organisation, project = (
        makers.area("Savena"),
        makers.organisation("Coop"),
        chain.project("BO3.3.1.b"),
    )
    page = coordinator.get(at("area", area.uid))
    step = next(section.add_url for section in page.context["sections"] if section.key == "opportunities")
    given = {
        "area": label_of(area),
        "title": "A hall",
        "theme": "culture",
        "organisation": label_of(organisation),
        "subject": "BO3.3.1.b " + project.title,
        "language": "it",
    }
    assert coordinator.post(step, given).status_code == 302
    found = Opportunity.objects.get()
    assert (found.organisation, found.subject_kind, found.subject_ref) == (
        organisation,
        "project",
        project.uid,
    )
    edit = coordinator.get(at("opportunity-edit", found.uid)).context["form"]
    assert edit["subject"].value() == label_of(project)


def test_without_an_area_it_is_asked_first(coordinator: Client) -> None:
    area = makers.area("Savena")
    response = coordinator.post(at("designation-add"), {"area": "savena"})
    assert response.status_code == 302
    assert response["Location"] == f"{at('designation-add')}?area={area.uid}"
    response = coordinator.post(at("designation-add"), {"area": "Savona"})
    assert response.status_code == 422
    assert "was not found" in response.content.decode()


def test_what_one_may_not_see_fills_nothing(signed_in: Callable[..., Client]) -> None:
    own = makers.area("Savena")
    hidden = makers.area("Secretum", published=False)
    officer = signed_in(Role.AREA_OFFICER, own)
    form = officer.get(f"{at('need-add')}?area={hidden.uid}").context["form"]
    assert form["area"].value() == label_of(own)
    assert "Secretum" not in officer.get(f"{at('need-add')}?area={hidden.uid}").content.decode()


def test_what_was_written_stays_when_the_desk_refuses(signed_in: Callable[..., Client]) -> None:
    officer = signed_in(Role.AREA_OFFICER, makers.area("Savena"))
    other = makers.area("Navile")
    given = {
        "area": label_of(other),
        "title": "Far away",
        "theme": "school",
        "source": "x",
        "severity": "3",
        "recorded_on": "2026-03-01",
        "language": "it",
    }
    response = officer.post(at("need-add"), given)
    assert response.status_code == 403
    page = response.content.decode()
    assert "Needs are recorded by the coordinator, and by an area officer in the own area." in page
    assert 'value="Far away"' in page
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        (Role.AUDITOR, "need-add", 403),
        (Role.AUDITOR, "designation-add", 403),
        (Role.BOARD_SECRETARY, "decision-add", 200),
        (Role.BOARD_SECRETARY, "activity-add", 403),
        (Role.FINANCE_OFFICER, "need-add", 403),
        (Role.COMMUNICATION_OFFICER, "project-add", 403),
        (Role.COORDINATOR, "project-add", 200),
    ],
)
def test_papers_are_for_those_who_may_use_them(
    role: Role, name: str, status: int, signed_in: Callable[..., Client]
) -> None:
    response = signed_in(role).get(at(name))
    assert response.status_code == status
    if status == 403:
        assert "This cannot be done" in response.content.decode()


def test_scoped_roles_have_their_own_papers(signed_in: Callable[..., Client]) -> None:
    area, organisation = makers.area("Savena"), makers.organisation("Coop")
    officer, contact = signed_in(Role.AREA_OFFICER, area), signed_in(Role.PARTNER_CONTACT, organisation)
    pages = {
        "need-add": (200, 403),
        "opportunity-add": (200, 200),
        "activity-add": (200, 403),
        "area-draw": (200, 403),
        "designation-add": (403, 403),
        "decision-add": (403, 403),
        "indicator-add": (403, 403),
    }
    found: dict[str, Any] = {
        name: tuple(one.get(at(name)).status_code for one in (officer, contact)) for name in pages
    }
    assert found == pages
    form = contact.get(at("opportunity-add")).context["form"]
    assert form["organisation"].value() == label_of(organisation)


def test_a_need_is_closed_with_the_reason(coordinator: Client) -> None:
    need = chain.need(makers.area(), "Alone")
    response = coordinator.post(at("need-close", need.uid), {"version": need.version, "reason": " "})
    assert response.status_code == 422
    coordinator.post(at("need-close", need.uid), {"version": need.version, "reason": "Met"})
    need.refresh_from_db()
    assert need.state == "closed"
    response = coordinator.post(at("need-reopen", need.uid), {"version": 1, "reason": "Again"})
    assert response.status_code == 409
    assert "Somebody has changed this record meanwhile" in response.content.decode()


def test_a_designation_is_ended(coordinator: Client) -> None:
    designation = chain.designation(makers.area("Savena"))
    given = {"version": designation.version, "until": "2024-01-01", "reason": "Over"}
    assert coordinator.post(at("designation-end", designation.uid), given).status_code == 422
    given |= {"until": "2026-02-01"}
    assert coordinator.post(at("designation-end", designation.uid), given).status_code == 302
    designation.refresh_from_db()
    assert designation.until == date(2026, 2, 1)


def test_the_number_that_is_taken_is_told_beside_it(coordinator: Client) -> None:
    body = chain.body("board")
    chain.decision(body, number=1)
    given = {
        "body": body.pk,
        "number": "1",
        "decided_on": "2026-03-02",
        "title": "Twice",
        "text": "x",
        "language": "it",
    }
    response = coordinator.post(at("decision-add"), given)
    assert response.status_code == 422
    assert "the next free is 2" in " ".join(response.context["form"].errors["number"])
    assert coordinator.post(at("decision-add"), given | {"number": ""}).status_code == 302
    assert Decision.objects.get(title="Twice").number == 2
