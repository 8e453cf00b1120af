"""The button that adds a record, its paper and its desk say the same to every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers
from tests.fronts import world
from tests.meetings import BEGINS
from tests.territory import kit

from portici.governance import domain as governance
from portici.governance.following import domain as following
from portici.governance.meetings import domain as meetings
from portici.governance.models import Meeting
from portici.governance.papers import domain as papers
from portici.kernel.actor import SCOPE_OF, Actor, Role, Scope
from portici.kernel.findings import Refused
from portici.needs import domain as needs
from portici.organisations import domain as organisations
from portici.organisations.agreements import domain as agreed
from portici.organisations.models import Agreement
from portici.programme import domain as programme
from portici.records import registry
from portici.records.models import Record
from portici.study import domain as studies
from portici.study.models import AreaResult, Edition, Study
from portici.study.proposals.rule import Stated
from portici.territory import domain as territory

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 2)
Things = dict[Scope, Any]


@pytest.fixture
def things(frozen: object) -> Things:
    """What scoped roles are about: theirs is theirs, whatever the desk asks for."""
    area = kit.area("1", kit.square(side=2))
    makers.store(Agreement(kind="protocol", title="Open to all", is_open=True))
    study = studies.open_study(
        actor=makers.coordinator(), code="own", title="Their own", layer=area.layer, within=area
    )
    edition = studies.draft_edition(actor=makers.coordinator(), study=study, title="Their own")
    Edition.objects.filter(pk=edition.pk).update(
        state="computed", specification=world.ONE_INDICATOR % "one", manifest={"headings": ["one"]}
    )
    AreaResult.objects.create(
        edition=edition,
        area=area,
        position=0,
        code=area.code,
        name=area.name,
        state="included",
        index=1.0,
        rank=1.0,
    )
    board = chain.body(name="Their own")
    for number, state in ((1, "planned"), (2, "closed")):
        address = f"{board.code}-2026-m{number}"
        makers.store(
            Meeting(body=board, year=2026, number=number, address=address, starts_at=BEGINS, state=state)
        )
    return {
        Scope.AREA: area,
        Scope.ORGANISATION: makers.organisation("Their own"),
        Scope.VENUE: makers.place("Their own"),
        Scope.BODY: board,
        Scope.EVERYWHERE: chain.project(),
    }


#: What is added on the page of the record that it belongs to.
BELOW: dict[str, Callable[[Things], Record]] = {
    "sheet": lambda own: own[Scope.EVERYWHERE],
    "edition": lambda own: Study.objects.get(within=own[Scope.AREA], code="own"),
    "target-proposal": lambda own: Edition.objects.get(study__within=own[Scope.AREA], number=1),
}
#: By kind: the list (or the page) with the button, the paper, and the desk with what is most the actor's own.
ADDED: dict[str, tuple[str, str, Callable[[Actor, Things], object]]] = {
    "area": (
        "areas", "area-draw",
        lambda actor, own: territory.draw_area(actor=actor, name="Drawn", drawn=kit.square(0.5, 0.5)),
    ),
    "place": (
        "places", "place-add",
        lambda actor, own: territory.record_place(actor=actor, name="House", area=own[Scope.AREA]),
    ),
    "indicator": (
        "indicators", "indicator-add",
        lambda actor, own: territory.record_indicator(
            actor=actor, code="jobs", name="Jobs", direction="better", method="published"
        ),
    ),
    "target-group": (
        "target-groups", "target-group-add",
        lambda actor, own: needs.record_target_group(actor=actor, name="Young people"),
    ),
    "designation": (
        "designations", "designation-add",
        lambda actor, own: needs.designate_target_area(
            actor=actor, area=own[Scope.AREA], decided_on=DAY, reason="Distress", evidence="Survey"
        ),
    ),
    "need": (
        "needs", "need-add",
        lambda actor, own: needs.record_need(
            actor=actor, area=own[Scope.AREA], title="Lessons", theme="school", source="Meeting"
        ),
    ),
    "opportunity": (
        "opportunities", "opportunity-add",
        lambda actor, own: needs.record_opportunity(
            actor=actor, area=own[Scope.AREA], title="A hall", theme="school", organisation=own[Scope.ORGANISATION]
        ),
    ),
    "listening": (
        "listenings", "listening-add",
        lambda actor, own: needs.record_listening(
            actor=actor, kind="session", title="Heard", held_on=DAY, area=own[Scope.AREA], people=12
        ),
    ),
    "programme": (
        "programmes", "programme-add",
        lambda actor, own: programme.record_programme(actor=actor, code="PN", name="Programme"),
    ),
    "project": (
        "projects", "project-add",
        lambda actor, own: programme.record_project(actor=actor, code="BO9.9.9.z", title="Project"),
    ),
    "sheet": (
        "project", "sheet-add",
        lambda actor, own: programme.record_sheet(
            actor=actor, project=own[Scope.EVERYWHERE], as_of=DAY, title="Sheet"
        ),
    ),
    "activity": (
        "activities", "activity-add",
        lambda actor, own: programme.open_activity(
            actor=actor, project=own[Scope.EVERYWHERE], title="Lessons", areas=[own[Scope.AREA]]
        ),
    ),
    "organisation": (
        "organisations", "organisation-add",
        lambda actor, own: organisations.record_organisation(actor=actor, name="New", type="school"),
    ),
    "agreement": (
        "agreements", "agreement-add",
        lambda actor, own: agreed.record_agreement(actor=actor, kind="protocol", title="Protocol"),
    ),
    "candidacy": (
        "candidacies", "candidacy-add",
        lambda actor, own: agreed.propose_candidacy(
            actor=actor, agreement=Agreement.objects.get(is_open=True), organisation=own[Scope.ORGANISATION], reason="To help"
        ),
    ),
    "pledge": (
        "pledges", "pledge-add",
        lambda actor, own: agreed.offer_pledge(
            actor=actor, organisation=own[Scope.ORGANISATION], kind="time", title="Lessons", quantity=Decimal(10), unit="hours"
        ),
    ),
    "body": (
        "bodies", "body-add",
        lambda actor, own: governance.record_body(actor=actor, code="new", name="New"),
    ),
    "decision": (
        "decisions", "decision-add",
        lambda actor, own: governance.record_decision(
            actor=actor, body=own[Scope.BODY], title="Decision", text="Be it so.", decided_on=DAY
        ),
    ),
    "guideline": (
        "guidelines", "guideline-add",
        lambda actor, own: following.record_guideline(
            actor=actor, body=own[Scope.BODY], year=2026, code="1", title="Line"
        ),
    ),
    "meeting": (
        "meetings", "meeting-add",
        lambda actor, own: meetings.plan_meeting(actor=actor, body=own[Scope.BODY], starts_at=BEGINS),
    ),
    "agenda-item": (
        "agenda-items", "agenda-item-add",
        lambda actor, own: meetings.add_item(actor=actor, body=own[Scope.BODY], title="Item"),
    ),
    "minutes": (
        "minutes-list", "minutes-add",
        lambda actor, own: papers.draft_minutes(actor=actor, meeting=Meeting.objects.get(state="closed")),
    ),
    "board-dossier": (
        "dossiers", "dossier-add",
        lambda actor, own: papers.begin_dossier(actor=actor, meeting=Meeting.objects.get(state="planned", number=1)),
    ),
    "study": (
        "studies", "study-add",
        lambda actor, own: studies.open_study(
            actor=actor, code="new", title="Study", layer=own[Scope.AREA].layer, within=own[Scope.AREA]
        ),
    ),
    "edition": (
        "study", "study-edition-add",
        lambda actor, own: studies.draft_edition(actor=actor, study=Study.objects.get(code="own"), title="Edition"),
    ),
    "target-proposal": (
        "edition", "target-proposal-add",
        lambda actor, own: studies.propose_target_areas(
            actor=actor, edition=Edition.objects.get(study__code="own", number=1), title="Target areas",
            stated=Stated("worst", number=1),
        ),
    ),
}  # fmt: skip


def at(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def takes(desk: Callable[[Actor, Things], object], actor: Actor, own: Things) -> bool:
    """Whether the desk takes what is the actor's own; a paper that is wrong otherwise is a fault of this test."""
    try:
        desk(actor, own)
    except Refused:
        return False
    return True


def test_every_kind_is_said() -> None:
    assert {kind.name for kind in registry.kinds()} == set(ADDED)


@pytest.mark.parametrize("role", list(Role))
def test_button_paper_and_desk_agree(role: Role, things: Things, signed_in: Callable[..., Client]) -> None:
    thing = things[SCOPE_OF[role]] if role in SCOPE_OF else None
    client = signed_in(role, thing)
    said: dict[str, list[bool]] = {}
    for kind, (listed, paper, desk) in ADDED.items():
        args = [BELOW[kind](things).uid] if kind in BELOW else []
        page = client.get(at(listed, *args)).content.decode()
        said[kind] = [
            f'href="{at(paper, *args)}"' in page,
            client.get(at(paper, *args)).status_code == 200,
            takes(desk, makers.actor(role, thing), things),
        ]
    assert {kind: answers for kind, answers in said.items() if len(set(answers)) > 1} == {}
