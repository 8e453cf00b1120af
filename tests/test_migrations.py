"""A store in use goes forward: from the tables as they first were, with rows in them, to those of today.

Each migration that touches rows has its test here: rows are written with the models of the state before it (`before`), `forward`
is called, and the rows are read with the models of today.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from portici.governance.models import Member
from portici.imports.models import ImportRun
from portici.imports.running import actor_of
from portici.kernel.actor import Actor, Grant, Role
from portici.needs.models import DesignationFigure, TargetGroup
from portici.organisations.models import Contact, Membership, OrganisationCode, Seat, SeatInArea
from portici.programme.models import Action, Assignment, Axis, Milestone, ProjectRelation
from portici.study.models import AreaResult
from portici.territory.models import Area, AreaOverlap, PlaceInArea

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = count(1)


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Take the store to these migrations; gives the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def last() -> list[tuple[str, str]]:
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture
def before() -> Iterator[Callable[..., Any]]:
    """Takes the store back to the migrations named; whatever the test does, it is as it was afterwards."""
    yield lambda *targets: migrate(list(targets))
    migrate(last())


def forward() -> None:
    migrate(last())


class Writer:
    """Writes rows with the models of some state of the store."""

    def __init__(self, models_then: Any) -> None:
        self.models = models_then

    def row(self, label: str, **values: Any) -> Any:
        return self.models.get_model(label).objects.create(**values)

    def record(self, label: str, **values: Any) -> Any:
        return self.row(label, created_at=MOMENT, updated_at=MOMENT, **values)

    def organisation(self) -> Any:
        return self.record("organisations.Organisation", name=f"Body {next(_numbers)}", type="school")

    def project(self) -> Any:
        return self.record("programme.Project", code=f"P{next(_numbers)}", title="Project")


ADDRESSED: tuple[type[models.Model], ...] = (
    Member, OrganisationCode, Seat, Contact, Membership, Axis, Action, ProjectRelation, Milestone, Assignment,
)  # fmt: skip


def write_what_records_have(writer: Writer) -> None:
    """A row of each of `ADDRESSED`."""
    here, there = writer.organisation(), writer.organisation()
    body = writer.record("governance.Body", name="Board", code=f"b{next(_numbers)}")
    writer.row("governance.Member", body=body, organisation=here, role="Chair")
    writer.row("organisations.OrganisationCode", organisation=here, scheme="runts", value=str(here.pk))
    writer.row("organisations.Seat", organisation=here, town="Bologna")
    writer.row("organisations.Contact", organisation=here, name="Nora Invented")
    writer.row("organisations.Membership", member=here, network=there)
    plan = writer.record("programme.Programme", code=f"PR{next(_numbers)}", name="Programme")
    axis = writer.row("programme.Axis", programme=plan, code="3", name="Inclusion")
    writer.row("programme.Action", axis=axis, code="3.3.1")
    one, two = writer.project(), writer.project()
    writer.row("programme.ProjectRelation", source=one, type="supports", target=two)
    activity = writer.record("programme.Activity", project=one, title="Lessons")
    writer.row("programme.Milestone", activity=activity, title="Start", due_on=date(2026, 5, 1))
    user = writer.row("people.User", email=f"u{next(_numbers)}@office.example", full_name="Ugo Invented")
    writer.row("programme.Assignment", activity=activity, user=user, organisation=here)


def test_rows_that_were_there_get_a_reference_each(before: Callable[..., Any]) -> None:
    then = before(
        ("organisations", "0001_initial"),
        ("programme", "0001_initial"),
        ("governance", "0001_initial"),
        ("people", "0002_attempts"),
    )
    writer = Writer(then)
    for _turn in range(3):
        write_what_records_have(writer)
    forward()
    for model in ADDRESSED:
        uids = list(model._default_manager.values_list("uid", flat=True))
        assert [len(uid) for uid in uids] == [12, 12, 12], model
        assert len(set(uids)) == 3, model
    assert list(Member.objects.values_list("role", flat=True)) == ["Chair"] * 3


def test_a_reference_stands_once(before: Callable[..., Any]) -> None:
    then = before(("organisations", "0001_initial"))
    writer = Writer(then)
    writer.row("organisations.Seat", organisation=writer.organisation(), town="Bologna")
    forward()
    there = Seat.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(organisation=there.organisation, uid=there.uid)
    assert Seat.objects.create(organisation=there.organisation).uid != there.uid


def test_imports_that_wait_go_on_with_the_right_that_ordered_them(before: Callable[..., Any]) -> None:
    writer = Writer(before(("imports", "0001_initial")))
    for uid in ("u-ada", ""):
        writer.row("imports.ImportRun", importer="places", filename="a.csv", created_at=MOMENT, actor_uid=uid)
    forward()
    found = [actor_of(run) for run in ImportRun.objects.order_by("pk")]
    assert found == [Actor(uid="u-ada", grants=(Grant(Role.COORDINATOR),)), Actor(is_system=True)]


def test_the_source_of_a_text_stands_apart_and_goes_back(before: Callable[..., Any]) -> None:
    there = [("territory", "0006_lying_worked_out"), ("needs", "0001_initial")]
    writer = Writer(before(*there))
    texts = {
        "Both": ("it", "Zona di Savena.\n\nFonte: Istat – https://istat.example"),
        "Only": ("en", "Source: A letter"),
        "None": ("it", "Due righe.\n\nE altre: Fonte: no"),
        "Long": ("it", "Fonte: " + "a" * 301),
    }
    layer = writer.row("territory.Layer", code="zone", kind="zone", name="Zone")
    for name, (language, text) in texts.items():
        writer.record("territory.Area", layer=layer, code=name, name=name, language=language, note=text)
        writer.record("needs.TargetGroup", name=name, language=language, description=text)
    forward()
    expected = {
        "Both": ("Zona di Savena.", "Istat – https://istat.example"),
        "Only": ("", "A letter"),
        "None": (texts["None"][1], ""),
        "Long": (texts["Long"][1], ""),
    }
    for rows, text in ((Area.objects, "note"), (TargetGroup.objects, "description")):
        assert {row.name: (getattr(row, text), row.source) for row in rows.all()} == expected
    then = before(*there)
    for label, text in (("territory.Area", "note"), ("needs.TargetGroup", "description")):
        back = dict(then.get_model(label).objects.values_list("name", text))
        assert back == {name: said for name, (_language, said) in texts.items()}


def write_what_has_a_shape(writer: Writer) -> None:
    """A quartiere, streets drawn across half of it, a place and a seat in them."""
    quartieri = writer.row("territory.Layer", code="quartieri", kind="quartiere", name="Quartieri")
    targets = writer.row("territory.Layer", code="aree-bersaglio", kind="target", name="Aree bersaglio")
    for layer, code, west, is_drawn in ((quartieri, "Q1", 11.30, False), (targets, "T01", 11.305, True)):
        area = writer.record("territory.Area", layer=layer, code=code, name=code, is_drawn=is_drawn)
        box = {"min_lon": west, "min_lat": 44.45, "max_lon": west + 0.01, "max_lat": 44.46}
        corners = [(west, 44.45), (west + 0.01, 44.45), (west + 0.01, 44.46), (west, 44.46), (west, 44.45)]
        border = json.dumps({"type": "Polygon", "coordinates": [corners]})
        writer.row("territory.Geometry", area=area, whole=border, simplified=border, **box)
    writer.record("territory.Place", name="Sala", lon=11.307, lat=44.455)
    writer.record("territory.Place", name="Away", lon=11.4, lat=44.455)
    writer.row("organisations.Seat", organisation=writer.organisation(), lon=11.308, lat=44.455)
    writer.row("organisations.Seat", organisation=writer.organisation(), town="Bologna")


def test_shapes_and_positions_that_were_there_are_related(before: Callable[..., Any]) -> None:
    then = before(("territory", "0004_kinds_of_values"), ("organisations", "0002_row_uids"))
    write_what_has_a_shape(Writer(then))
    forward()
    rows = AreaOverlap.objects.values_list("area__code", "other__code", "share")
    assert {(area, other, round(share, 4)) for area, other, share in rows} == {
        ("Q1", "T01", 0.5),
        ("T01", "Q1", 0.5),
    }
    assert list(PlaceInArea.objects.values_list("area__code", "point__name")) == [("T01", "Sala")]
    assert list(SeatInArea.objects.values_list("area__code", "point__lon")) == [("T01", 11.308)]


def test_figures_of_parts_get_the_share_that_is_said_of_the_part(before: Callable[..., Any]) -> None:
    there = [("needs", "0002_source_apart"), ("territory", "0007_source_apart")]
    writer = Writer(before(*there))
    layer = writer.row("territory.Layer", code="zone", kind="zone", name="Zone")
    whole, half, all_of_it = (
        writer.record("territory.Area", layer=layer, code=f"Z{n}", name=f"Z{n}", path=f"/{n}/")
        for n in range(3)
    )
    writer.row("territory.AreaPart", whole=whole, part=half, share=Decimal("0.5"))
    writer.row("territory.AreaPart", whole=whole, part=all_of_it)
    named = writer.record("needs.Designation", area=whole, decided_on=date(2026, 2, 1))
    for number, (area, origin) in enumerate(((half, "part"), (all_of_it, "part"), (half, "parent"))):
        indicator = writer.record("territory.Indicator", code=f"i{number}", name="Residents")
        writer.row(
            "needs.DesignationFigure", designation=named, indicator=indicator, of_area=area, origin=origin,
            period="2024", value=100.0, taken_at=MOMENT,
        )  # fmt: skip
    forward()
    figures = DesignationFigure.objects.order_by("indicator__code")
    assert [(figure.origin, figure.counted) for figure in figures] == [
        ("part", 50.0), ("part", 100.0), ("parent", 100.0),
    ]  # fmt: skip


def test_rows_of_editions_keep_what_their_areas_lay_in(before: Callable[..., Any]) -> None:
    writer = Writer(before(("study", "0005_published_index"), ("territory", "0008_comparable_within")))
    layer = writer.row("territory.Layer", code="zones", name="Zones", kind="other")
    held = writer.record("territory.Area", layer=layer, code="1", name="Wider")
    study = writer.record("study.Study", code="s", title="Study", layer=layer)
    edition = writer.record("study.Edition", study=study, number=1, title="First")
    given = {"one": ("1", {"rent@2024": 0.0}), "two": ("2", {"rent@2024": None})}
    for position, (code, (parent_code, inputs)) in enumerate(given.items()):
        area = writer.record("territory.Area", layer=layer, code=code, name=code, parent=held)
        writer.row(
            "study.AreaResult", edition=edition, area=area, position=position, code=code, name=code,
            parent_code=parent_code, inputs=inputs,
        )  # fmt: skip
    forward()
    kept = AreaResult.objects.order_by("position").values_list("code", "parent__code", "has_figures")
    assert list(kept) == [("one", "1", True), ("two", None, False)]
