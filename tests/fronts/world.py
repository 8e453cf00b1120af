"""One published record and one withheld record of every kind, the withheld ones with a word that must appear nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests import makers

from portici.governance.models import Body, Decision, Ground, Member
from portici.imports.models import ImportFault, ImportRun
from portici.kernel import clock
from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.needs.models import Designation, Need, Opportunity, TargetGroup
from portici.organisations.models import Contact, Membership, OrganisationCode, Seat
from portici.people.models import Grant, User
from portici.programme.models import (
    Action,
    Activity,
    Assignment,
    Axis,
    Milestone,
    Programme,
    Project,
    ProjectRelation,
    Sheet,
)
from portici.records.models import Record

#: What the withheld records are called; no page of somebody who may not see them has this word.
SECRET = "zzriservato"
#: Personal data of a contact: never in the portal, in the office only for the technical office.
PERSON = "Zenobia Riservatissima"
DAY = date(2026, 2, 2)


@dataclass
class World:
    """Records by kind: `open` ones published, `withheld` ones drafts; accounts by role."""

    open: dict[str, Record] = field(default_factory=dict)
    withheld: dict[str, Record] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """The same for every test that asks who gets in."""
    world = World()
    for published in (True, False):
        _fill(world, published=published)
    _accounts(world)
    return world


def _fill(world: World, *, published: bool) -> None:
    kept = world.open if published else world.withheld
    word = "Aperto" if published else SECRET
    low = "open" if published else "secret"

    def keep(record: Record, **links: Any) -> Any:
        kept[record.KIND] = makers.store(record, published=published, **links)
        return kept[record.KIND]

    kept["area"] = area = makers.area(f"{word} area", published=published)
    place = keep(makers.Place(name=f"{word} place", area=area, address=f"Via {word} 1"))
    indicator = keep(makers.Indicator(code=f"{low}-indicator", name=f"{word} indicator", direction="worse"))
    makers.observe(indicator, area, 12.5, period="2024")
    makers.observe(indicator, world.open["area"], 7.5, period="2023")  # type: ignore[arg-type]
    organisation = keep(
        makers.Organisation(
            name=f"{word} organisation", type="third_sector", folded_name=makers.fold(f"{word} organisation")
        )
    )
    OrganisationCode.objects.create(organisation=organisation, scheme="runts", value=f"{word}-1")
    Seat.objects.create(
        organisation=organisation, address=f"Via {word} 2", area=world.open["area"], town="Bologna"
    )
    Contact.objects.create(organisation=organisation, name=PERSON, email=f"{low}@riservata.example")
    group = keep(TargetGroup(name=f"{word} group"))
    designation = keep(Designation(area=area, decided_on=DAY, reason=f"{word} reason", act=f"{word} act"))
    need = keep(
        Need(
            area=world.open["area"],
            theme="school",
            title=f"{word} need",
            source=f"{word} source",
            recorded_on=DAY,
        ),
        groups=[group],
    )
    keep(
        Opportunity(
            area=world.open["area"],
            theme="school",
            title=f"{word} opportunity",
            organisation=organisation,
            place=place,
        )
    )
    programme = keep(Programme(code=f"{low}-programme", name=f"{word} programme"))
    axis = Axis.objects.create(programme=programme, code="3", name=f"{word} axis")
    action = Action.objects.create(axis=axis, code="3.3.1", name=f"{word} action")
    code = "BO3.3.1.b" if published else "BO9.9.9.z"
    project = keep(Project(code=code, title=f"{word} project", action=action))
    keep(
        Sheet(
            project=project, as_of=DAY, published_by="portale", title=f"{word} sheet", implementer=organisation,
            cup="F39G16000350007", starts_on=DAY, amount_programmed=1000 if published else 777777,
        )
    )  # fmt: skip
    activity = keep(
        Activity(
            project=world.open["project"],
            title=f"{word} activity",
            responsible=organisation,
            place=place,
            starts_on=DAY,
            ends_on=date(2026, 6, 1),
            state="running",
        ),
        areas=[world.open["area"]],
        needs=[need],
    )
    Milestone.objects.create(activity=activity, title=f"{word} milestone", due_on=DAY)
    Assignment.objects.create(activity=activity, user=makers.user(), organisation=organisation)
    body = keep(Body(name=f"{word} body", code=f"{low}-body"))
    Member.objects.create(body=world.open["body"], organisation=organisation)
    if not published:
        Member.objects.create(body=body, organisation=world.open["organisation"])
    keep(
        Decision(
            body=world.open["body"], year=2026, number=1 if published else 2, decided_on=DAY, title=f"{word} decision",
            text=f"{word} text", address=f"board-2026-{1 if published else 2}",
        ),
        activities=[activity, world.open["activity"]],
    )  # fmt: skip
    for record in (need, designation):
        Ground.objects.create(
            decision=world.open["decision"],
            kind=record.KIND,
            ref=record.uid,
            label=str(record),
            digest="0" * 64,
            as_of=clock.now(),
        )
    if not published:
        opened = world.open
        Membership.objects.create(member=organisation, network=opened["organisation"])
        Membership.objects.create(member=opened["organisation"], network=organisation, since=DAY)
        ProjectRelation.objects.create(source=project, type="supports", target=opened["project"])
        opened["activity"].depends_on.add(activity)  # type: ignore[attr-defined]
        opened["activity"].partners.add(organisation)  # type: ignore[attr-defined]
        opened["activity"].areas.add(area)  # type: ignore[attr-defined]
        opened["activity"].needs.add(need)  # type: ignore[attr-defined]


def _accounts(world: World) -> None:
    """An account for each role; scoped ones are about the open records."""
    things = {
        Scope.AREA: makers.area("Elsewhere"),
        Scope.ORGANISATION: makers.organisation("Another organisation"),
        Scope.VENUE: makers.place("Another place"),
        Scope.BODY: makers.store(Body(name="Another body", code="another")),
    }
    world.users["no role"] = makers.user("No Role")
    for role in Role:
        scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
        user = makers.user(role.value)
        thing = things[scope].uid if scope else ""
        grant = Grant.objects.create(
            user=user, role=role.value, scope=scope.value, scope_uid=thing, since=DAY
        )
        world.users[role.value] = user
        world.extra.setdefault("grant", grant)
    world.extra["user"] = world.users["coordinator"]
    world.extra["run"] = ImportRun.objects.create(
        importer="organisations",
        filename=f"{SECRET}.csv",
        sha256="0" * 64,
        created_at=clock.now(),
        columns=["nome"],
        refused=1,
    )
    ImportFault.objects.create(
        run=world.extra["run"],
        line=2,
        severity="error",
        code="missing",
        accepted={"template": "-", "params": {}},
        todo={"template": "-", "params": {}},
        raw={"nome": SECRET},
    )
