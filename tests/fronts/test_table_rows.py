"""The cells of a list: each holds what django-tables2 itself would write there."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
import pytest
from django.utils.html import conditional_escape
from django_tables2.utils import A

from portici.fronts.rows import Column
from portici.governance.models import Motion
from portici.governance.models.votes import MotionKind, MotionOutcome
from portici.organisations.models import Agreement, Commitment, Organisation
from portici.records.tables import DayColumn, StateColumn

SCHOOL = Organisation(uid="abc", name="School <of> all", type="school", publication="draft")
PACT = Agreement(
    uid="def", title="Pact", kind="protocol", signed_on=date(2026, 2, 2), publication="published"
)


class Commitments(tables.Table):
    """Choices, paths that lead somewhere and nowhere, methods, links of each sort."""

    text = tables.Column(linkify=lambda record: f"/{record.in_charge}/" if record.in_charge else None)
    organisation = tables.Column(linkify=("office:organisation", [A("organisation__uid")]))
    type = tables.Column(accessor="organisation__type")
    publication = StateColumn("publication", accessor="organisation__publication")
    kind = tables.Column(accessor="agreement__kind", attrs={"a": {"class": "x"}}, linkify=lambda value: value)
    signed = DayColumn(accessor="agreement__signed_on")
    state = tables.Column(accessor="get_state_display")
    lost = tables.Column(accessor="pledge__title")
    unknown = tables.Column(accessor="agreement__nothing__here")
    due_on = tables.Column(empty_values=())

    class Meta:
        default = "–"
        order_by = ()

    def render_publication(self, record: Commitment) -> str:
        return record.organisation.get_publication_display()

    def render_due_on(self, value: date | None) -> str:
        return "some day" if value is None else value.isoformat()


def told(table: tables.Table) -> list[list[str]]:
    columns = [Column(bound) for bound in table.columns]
    return [[str(conditional_escape(one.text(row))) for one in columns] for row in table.rows]


def asked(table: tables.Table) -> list[list[str]]:
    names = [bound.name for bound in table.columns]
    return [[str(conditional_escape(row.get_cell(name))) for name in names] for row in table.rows]


def commitments() -> list[Commitment]:
    return [
        Commitment(agreement=PACT, organisation=SCHOOL, text="To <teach>", in_charge="us"),
        Commitment(agreement=PACT, organisation=SCHOOL, text="To learn", due_on=date(2026, 3, 1)),
        Commitment(agreement=PACT, text="Nobody's"),
    ]


def test_each_cell_holds_what_the_library_writes() -> None:
    made = told(Commitments(commitments()[:2]))
    assert made == asked(Commitments(commitments()[:2]))
    first = dict(zip(Commitments.base_columns, made[0], strict=True))
    assert (first["text"], first["lost"], first["unknown"]) == (
        '<a href="/us/">To &lt;teach&gt;</a>',
        "–",
        "–",
    )
    assert "–" not in {first["signed"], first["due_on"]}


def test_a_path_through_what_is_not_there_leads_nowhere() -> None:
    table = Commitments(commitments()[2:], exclude=("publication",))
    row = dict(zip([bound.name for bound in table.columns], told(table)[0], strict=True))
    assert (row["organisation"], row["type"]) == ("–", "–")


def test_a_label_that_depends_on_other_fields_is_asked_of_each_row() -> None:
    """The same outcome of a text and of an amendment has two words."""

    class Motions(tables.Table):
        outcome = tables.Column()

    rows = [Motion(kind=kind, outcome=MotionOutcome.ADOPTED) for kind in MotionKind]
    table = Motions(rows)
    assert told(table) == asked(table) == [[one.get_outcome_display()] for one in rows]
    assert len({word for [word] in told(table)}) > 1


@pytest.mark.parametrize("rows", [[{"name": "One", "sum": 3}], [{"name": "", "sum": None}]])
def test_rows_that_are_no_records(rows: list[dict[str, Any]]) -> None:
    class Sums(tables.Table):
        name = tables.Column()
        sum = tables.Column()

        class Meta:
            default = "–"

    assert told(Sums(rows)) == asked(Sums(rows))


@pytest.mark.parametrize(
    ("row", "accessor", "held"),
    [
        ({"a__b": 2}, "a__b", "2"),
        ({"a": {"b": 1}}, "a__b", "1"),
        ([["x"]], "0__0", "x"),
        (Commitment(text="To learn", agreement=PACT), "agreement__title__upper", "PACT"),
        (Commitment(text="To learn", agreement=PACT), "agreement__kind__upper", "PROTOCOL"),
        (
            Commitment(text="To learn", agreement=PACT),
            "agreement__get_publication_display",
            str(PACT.get_publication_display()),
        ),
    ],
)
def test_paths_of_any_sort(row: Any, accessor: str, held: str) -> None:
    class Paths(tables.Table):
        found = tables.Column(accessor=accessor)

        class Meta:
            default = "–"

    assert told(Paths([row])) == asked(Paths([row])) == [[held]]


def test_what_a_models_own_label_raises_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(_motion: Motion) -> str:
        raise AttributeError("a slip")

    monkeypatch.setattr(Motion, "get_outcome_display", slip)

    class Motions(tables.Table):
        outcome = tables.Column()

    with pytest.raises(AttributeError, match="a slip"):
        told(Motions([Motion(outcome=MotionOutcome.ADOPTED)]))
