"""One published record and one withheld record of every kind, the withheld ones with a word that must appear nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from tests import makers
from tests.publishing import library

from portici.governance.models import (
    AgendaItem,
    Attendance,
    BoardDossier,
    Body,
    BodyRules,
    Decision,
    DecisionTie,
    Delegate,
    FollowUp,
    Ground,
    Guideline,
    Meeting,
    Member,
    Minutes,
    Option,
)
from portici.governance.papers import blocks
from portici.imports.models import ImportFault, ImportRun
from portici.kernel import clock
from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.needs.models import Designation, Excerpt, Listening, Need, Opportunity, TargetGroup
from portici.organisations.models import (
    Agreement,
    Candidacy,
    Commitment,
    Contact,
    Membership,
    OrganisationCode,
    Party,
    Pledge,
    Seat,
)
from portici.outbox.models import Message
from portici.people.models import Grant, User
from portici.programme.domain import attach_snapshot
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
from portici.publishing import domain
from portici.records.models import Record
from portici.study.models import AreaResult, Edition, Proposal, ProposalArea, Study

#: What the withheld records are called; no page of somebody who may not see them has this word.
SECRET = "zzriservato"
#: Personal data of a contact: never in the portal, in the office only for the technical office.
PERSON = "Zenobia Riservatissima"
DAY = date(2026, 2, 2)
ONE_INDICATOR = """
table = { key = "code", name = "name", parent = "parent", exclude = "excluded" }
index = { higher = "worse" }
indicator = [{ code = "one", column = "%s@2024", higher = "worse", normalise = "none" }]
"""


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
    _site(world)
    return world


class Half:
    """The open records, or the withheld ones, while they are made: what they are called and where they are kept."""

    def __init__(self, world: World, *, published: bool) -> None:
        self.published = published
        self.kept = world.open if published else world.withheld
        self.open: dict[str, Any] = world.open  # type: ignore[assignment]
        self.word = "Aperto" if published else SECRET
        self.low = "open" if published else "secret"
        self.number = 1 if published else 2

    def __getitem__(self, kind: str) -> Any:
        return self.kept[kind]

    def keep(self, record: Record, **links: Any) -> Any:
        self.kept[record.KIND] = makers.store(record, published=self.published, **links)
        return self.kept[record.KIND]


def _site(world: World) -> None:
    """A gallery and a document on both projects, news that is out and news that is not."""
    domain.prepare_site()
    officer = library.officer()
    for word, kept in (("", world.open), ("withheld ", world.withheld)):
        name = SECRET if word else "Open"
        project = kept["project"]
        picture, document = library.picture(f"{name} picture"), library.document(f"{name} document")
        row = domain.attach(actor=officer, record=project, thing=picture)
        papers = domain.attach(actor=officer, record=project, thing=document)
        for one in (row, papers):
            domain.show_attachment(actor=officer, record=project, attachment=one)
        world.extra |= {f"{word}row": row, f"{word}document": document}
    # What hangs from an open record and is not shown, and a withheld record in open news.
    domain.attach(actor=officer, record=world.open["project"], thing=library.picture(f"{SECRET} draft"))
    named = [library.named(world.withheld[kind]) for kind in ("project", "activity", "organisation")]
    world.extra["news"] = library.news("Open news", *named, library.named(world.open["project"]))
    world.extra["withheld news"] = library.news("Withheld news", summary=SECRET, published=False)


def _fill(world: World, *, published: bool) -> None:
    half = Half(world, published=published)
    for make in (_territory, _organisation, _agreements, _needs, _frame, _activity, _studies, _governance):
        make(half)
    if not published:
        _tie_to_the_open_ones(half)


def _territory(half: Half) -> None:
    area = half.kept["area"] = makers.area(f"{half.word} area", published=half.published)
    half.keep(makers.Place(name=f"{half.word} place", area=area, address=f"Via {half.word} 1"))
    indicator = half.keep(
        makers.Indicator(code=f"{half.low}-indicator", name=f"{half.word} indicator", direction="worse")
    )
    makers.observe(indicator, area, 12.5, period="2024")
    makers.observe(indicator, half.open["area"], 7.5, period="2023")


def _organisation(half: Half) -> None:
    name = f"{half.word} organisation"
    made = half.keep(makers.Organisation(name=name, type="third_sector", folded_name=makers.fold(name)))
    OrganisationCode.objects.create(organisation=made, scheme="runts", value=f"{half.word}-1")
    Seat.objects.create(
        organisation=made, address=f"Via {half.word} 2", area=half.open["area"], town="Bologna"
    )
    Contact.objects.create(organisation=made, name=PERSON, email=f"{half.low}@riservata.example")


def _agreements(half: Half) -> None:
    """An agreement with a party and its commitment, somebody who asks to join, a pledge; the withheld ones are of the open agreement too."""
    word, organisation = half.word, half["organisation"]
    agreement = Agreement(
        kind="protocol", title=f"{word} agreement", purpose=f"{word} purpose", text=f"{word} text", act=f"{word} act",
        signed_on=DAY, ends_on=date(2026, 3, 30), area=half["area"], network=organisation, is_open=True,
    )  # fmt: skip
    half.keep(agreement)
    for one in [agreement, half.open["agreement"]][: half.number]:
        Party.objects.create(agreement=one, organisation=organisation)
        Commitment.objects.create(
            agreement=one,
            organisation=organisation,
            text=f"{word} commitment",
            due_on=DAY,
            in_charge=f"{word} office",
        )
    state = "assessed" if half.published else "admitted"
    half.keep(
        Candidacy(
            agreement=half.open["agreement"], organisation=organisation, proposed_on=DAY, reason=f"{word} reason",
            state=state, assessment=f"{word} assessment",
        )
    )  # fmt: skip
    half.keep(
        Pledge(
            organisation=organisation, agreement=half.open["agreement"], kind="time", title=f"{word} pledge",
            quantity=10, unit="hours", offered_on=DAY, answer_by=DAY,
        )
    )  # fmt: skip


def _needs(half: Half) -> None:
    word, here = half.word, half.open["area"]
    group = half.keep(TargetGroup(name=f"{word} group"))
    half.keep(Designation(area=half["area"], decided_on=DAY, reason=f"{word} reason", act=f"{word} act"))
    heard = half.keep(
        Listening(
            area=here,
            title=f"{word} listening",
            held_on=DAY,
            people=12,
            place=half["place"],
            led_by=half["organisation"],
            summary=f"{word} summary",
        )
    )
    Excerpt.objects.create(
        listening=heard, theme="school", group=group, text=f"{word} words", consent="given",
        consent_how="signed", consent_on=DAY,
    )  # fmt: skip
    # Without consent, and with consent taken back: of the open listening too, for who works in its area alone.
    for consent in ("none", "withdrawn"):
        Excerpt.objects.create(listening=heard, theme="care", text=SECRET, consent=consent)
    need = Need(area=here, theme="school", title=f"{word} need", source=f"{word} source", recorded_on=DAY)
    half.keep(need, groups=[group], listenings=[heard])
    half.keep(
        Opportunity(
            area=here,
            theme="school",
            title=f"{word} opportunity",
            organisation=half["organisation"],
            place=half["place"],
        )
    )


def _frame(half: Half) -> None:
    word = half.word
    programme = half.keep(
        Programme(code=f"{half.low}-programme", name=f"{word} programme", period="2014-2020")
    )
    axis = Axis.objects.create(programme=programme, code="3", name=f"{word} axis", fund="esf")
    action = Action.objects.create(axis=axis, code="3.3.1", name=f"{word} action")
    code = "BO3.3.1.b" if half.published else "BO9.9.9.z"
    project = half.keep(Project(code=code, title=f"{word} project", action=action))
    sheet = half.keep(
        Sheet(
            project=project, as_of=DAY, published_by="portale", source_url="https://portale.example/",
            title=f"{word} sheet", implementer=half["organisation"],
            cup="F39G16000350007", starts_on=DAY, amount_programmed=1000 if half.published else 777777,
        )
    )  # fmt: skip
    attach_snapshot(
        actor=makers.SYSTEM, sheet=sheet, filename=f"{word}.txt", content=BytesIO(f"{word} page".encode())
    )


def _activity(half: Half) -> None:
    activity = half.keep(
        Activity(
            project=half.open["project"],
            title=f"{half.word} activity",
            responsible=half["organisation"],
            place=half["place"],
            starts_on=DAY,
            ends_on=date(2026, 6, 1),
            state="running",
        ),
        areas=[half.open["area"]],
        needs=[half["need"]],
    )
    Milestone.objects.create(activity=activity, title=f"{half.word} milestone", due_on=DAY)
    Assignment.objects.create(activity=activity, user=makers.user(), organisation=half["organisation"])


def _governance(half: Half) -> None:
    body = half.keep(Body(name=f"{half.word} body", code=f"{half.low}-body"))
    seats = [Member.objects.create(body=half.open["body"], organisation=half["organisation"])]
    if not half.published:
        seats.append(Member.objects.create(body=body, organisation=half.open["organisation"]))
    for seat in seats:
        Delegate.objects.create(member=seat, person_name=f"{half.word} delegate", act=f"{half.word} act")
    BodyRules.objects.create(body=body, act=f"{half.word} rules", quorum_share="1/2")
    decision = Decision(
        body=half.open["body"], year=2026, number=half.number, decided_on=DAY, title=f"{half.word} decision",
        text=f"{half.word} text", address=f"board-2026-{half.number}",
    )  # fmt: skip
    guideline = Guideline(
        body=half.open["body"], year=2026, code=half.low, title=f"{half.word} guideline",
        parent=half.open.get("guideline"),
    )  # fmt: skip
    half.keep(guideline)
    half.keep(
        decision,
        activities=[half["activity"], half.open["activity"]],
        guidelines=[half["guideline"], half.open["guideline"]],
    )
    _followed(half)
    _meeting(half)
    for record in (half["need"], half["designation"], half["edition"]):
        Ground.objects.create(
            decision=half.open["decision"],
            kind=record.KIND,
            ref=record.uid,
            label=str(record),
            digest="0" * 64,
            as_of=clock.now(),
        )


def _meeting(half: Half) -> None:
    """A convened meeting with an item and its option; on the open one's agenda a withheld item too, and one that waits."""
    word, body = half.word, half.open["body"]
    meeting = Meeting(
        body=body, year=2026, number=half.number, address=f"{body.code}-2026-m{half.number}", title=f"{word} meeting",
        starts_at=datetime(2026, 3, 20, 9, tzinfo=UTC), place=f"{word} hall", state="convened",
        remote_address="https://riservata.example/" + SECRET, convened_at=clock.now(),
    )  # fmt: skip
    half.keep(meeting)
    for on in [meeting, half.open["meeting"]][: half.number]:
        item = AgendaItem(
            body=body, meeting=on, position=half.number, title=f"{word} item", text=f"{word} text"
        )
        half.keep(item)
        Option.objects.create(item=item, title=f"{word} option")
    if not half.published:
        makers.store(AgendaItem(body=body, title=f"{word} waiting"), published=False)
    Attendance.objects.create(
        meeting=meeting, member=Member.objects.filter(body=body).first(), came_at=clock.now()
    )
    _papers(half, meeting)


def _papers(half: Half, meeting: Meeting) -> None:
    """Approved minutes and a sent dossier of the open meeting, each with a section that is for its members alone; of the withheld one
    minutes that wait for approval, and a dossier that is being prepared."""
    sections = [
        {"for": "members", "blocks": [blocks.line(SECRET)]},
        {"for": "others", "blocks": [blocks.line("Item 1: confidential")]},
        {"for": "all", "blocks": [blocks.heading(f"{half.word} heading"), blocks.line(f"{half.word} text")]},
    ]
    given: dict[str, Any] = {"state": "proposed", "opening": f"{half.word} opening"}
    sent: dict[str, Any] = {"note": f"{half.word} note"}
    if half.published:
        given = {
            "state": "approved",
            "frozen": {"it": sections},
            "digest": "0" * 64,
            "closed_at": clock.now(),
        }
        sent = {"frozen": {"it": sections, "en": sections}, "digest": "0" * 64, "sent_at": clock.now()}
    half.keep(Minutes(meeting=meeting, **given))
    half.keep(BoardDossier(meeting=meeting, **sent))


def _followed(half: Half) -> None:
    """What the decisions ask for, said by whom, and what they revoke; the withheld half of the open decision too."""
    decision, organisation = half["decision"], half["organisation"]
    earlier = Decision(
        body=half.open["body"], year=2025, number=half.number, decided_on=DAY - timedelta(days=300),
        title=f"{half.word} earlier", text=f"{half.word} text", address=f"board-2025-{half.number}",
    )  # fmt: skip
    makers.store(earlier, published=half.published)
    DecisionTie.objects.create(later=half.open["decision"], earlier=earlier, kind="revokes")
    if not half.published:
        DecisionTie.objects.create(later=decision, earlier=half.open["decision"], kind="amends")
    row = FollowUp.objects.create(decision=decision, what=f"{half.word} to do", owner=organisation)
    row.statements.create(
        state="under_way", text=f"{half.word} words", said_by=organisation, said_at=clock.now()
    )
    if not half.published:
        links = {"owner": organisation, "activity": half["activity"], "project": half["project"]}
        FollowUp.objects.create(
            decision=half.open["decision"], what="Of somebody withheld", indicator=half["indicator"], **links
        )
        spoken = FollowUp.objects.create(decision=half.open["decision"], what="Said by somebody withheld")
        spoken.statements.create(state="done", said_by=organisation, said_at=clock.now())


def _studies(half: Half) -> None:
    """A study with a computed edition; the withheld area has a row in the open one too."""
    word, area = half.word, half.open["area"]
    study = half.keep(
        Study(code=f"{half.low}-study", title=f"{word} study", purpose=f"{word} purpose", layer=area.layer)
    )
    given: dict[str, Any] = {
        "state": "computed",
        "specification": ONE_INDICATOR % half["indicator"].code,
        "manifest": {"headings": ["one"], "weights": {"index": {"one": 1.0}}},
        "computed_at": clock.now(),
    }
    links = {"indicators": [half["indicator"]]}
    edition = half.keep(Edition(study=study, number=3, title=f"{word} edition", **given), **links)
    # An earlier one to be compared with, and between the two a withheld one, which is not.
    makers.store(
        Edition(study=study, number=1, title=f"{word} earlier", **given), published=half.published, **links
    )
    AreaResult.objects.create(
        edition=edition, area=half["area"], position=half.number, code=half["area"].code, name=half["area"].name,
        state="included", parts={"one": 1.0}, index=1.0, rank=1.0,
        inputs={f"{half['indicator'].code}@2024": 1.0},
    )  # fmt: skip
    if not half.published:
        between = Edition(study=half.open["study"], number=2, title=f"{word} between", **given)
        makers.store(between, published=False)
        AreaResult.objects.create(
            edition=half.open["edition"], area=half["area"], position=half.number, code=f"{word}-code",
            name=half["area"].name, state="excluded", excluded_by=[word], has_figures=False,
            inputs={f"{half.open['indicator'].code}@2024": None},
        )  # fmt: skip
    _proposal(half, edition)


def _proposal(half: Half, edition: Edition) -> None:
    """A proposal of target areas; the withheld area has a row in the open one, and a name in its reasons."""
    answer = {
        "turned": False,
        "next": None,
        "moves": [],
        "proved": True,
        "value": 0.0,
        "bound": 0.0,
        "seconds": [1.0],
    }
    proposal = half.keep(
        Proposal(
            edition=edition, title=f"{half.word} proposal", note=f"{half.word} note",
            rule={"kind": "worst", "number": 1}, answer=answer, computed_at=clock.now(),
        )
    )  # fmt: skip
    area = half["area"]
    said = [
        [
            "In: the first one left out, %(other)s, has %(value)s.",
            {"other": {"area": area.code}, "value": 1.0},
        ]
    ]
    for position, one in enumerate([proposal, half.open["target-proposal"]][: half.number]):
        ProposalArea.objects.create(
            proposal=one, area=area, position=half.number + position, code=area.code, name=area.name, standing="chosen",
            index=1.0, place=1, residents=5, reasons=said,
        )  # fmt: skip
    if not half.published:
        ProposalArea.objects.filter(proposal=half.open["target-proposal"]).update(reasons=said)


def _tie_to_the_open_ones(half: Half) -> None:
    """What is withheld stands beside what is open, where a page that does not ask would show it."""
    opened, organisation = half.open, half["organisation"]
    Membership.objects.create(member=organisation, network=opened["organisation"])
    Membership.objects.create(member=opened["organisation"], network=organisation, since=DAY)
    ProjectRelation.objects.create(source=half["project"], type="supports", target=opened["project"])
    activity = opened["activity"]
    activity.depends_on.add(half["activity"])
    activity.partners.add(organisation)
    activity.areas.add(half["area"])
    activity.needs.add(half["need"])
    opened["need"].listenings.add(half["listening"])
    half["need"].listenings.add(opened["listening"])


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
    world.extra["message"] = Message.objects.create(
        kind="second-factor-reset",
        recipient=f"{SECRET}@office.example",
        subject=SECRET,
        parts=[{"type": "text/plain", "text": SECRET}],
        key="one",
        created_at=clock.now(),
        due_at=clock.now(),
    )
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
