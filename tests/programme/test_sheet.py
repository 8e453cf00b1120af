"""Dated sheets: versions side by side, the newest published one in force, findings computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.programme import domain, queries
from portici.programme.checks import findings_on_sheet
from portici.programme.models import Sheet
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

#: The sheet of BO3.3.1.b as published.
SEED: dict[str, Any] = {
    "cup": "F39G16000350007",
    "starts_on": date(2016, 11, 1),
    "ends_on": date(2021, 3, 30),
    "amount_programmed": Decimal("412248.84"),
    "amount_admitted": Decimal("412248.84"),
    "amount_committed": Decimal("412248.84"),
    "amount_paid": Decimal("412248.83"),
}


def found(**values: Any) -> list[tuple[str, str, str]]:
    sheet = chain.sheet(chain.project(), published=False, **{**SEED, **values})
    return [(one.code, one.field, one.severity.value) for one in findings_on_sheet(sheet)]


def test_the_seed_has_one_cent_unpaid_which_is_explained() -> None:
    assert found() == [("sheet.residual", "amount_paid", "warning")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"amount_paid": Decimal("412248.84")}, []),
        ({"amount_paid": Decimal("412000.00")}, []),
        ({"cup": ""}, [("sheet.cup.missing", "cup", "warning")]),
        ({"cup": "F31J2400006001"}, [("cup.shape", "cup", "error")]),
        ({"cup": "F39G24000350007"}, [("sheet.cup.year", "cup", "warning")]),
        ({"cup": "ABCDEFGHIJKLMNO"}, [("cup.unusual", "cup", "warning")]),
        ({"starts_on": date(21, 9, 1)}, [("date.year", "starts_on", "warning")]),
        ({"ends_on": date(2016, 10, 1)}, [("period.order", "ends_on", "error")]),
        ({"ends_on": None}, [("sheet.ends_on.missing", "ends_on", "warning")]),
        (
            {"amount_admitted": Decimal(500_000)},
            [("sheet.amount_admitted.more", "amount_admitted", "warning")],
        ),
        (
            {"amount_committed": Decimal(500_000)},
            [("sheet.amount_committed.more", "amount_committed", "warning")],
        ),
        ({"amount_paid": Decimal(500_000)}, [("sheet.amount_paid.more", "amount_paid", "error")]),
        ({"amount_paid": Decimal(-1)}, [("sheet.amount.negative", "amount_paid", "error")]),
        (
            {
                "amount_programmed": None,
                "amount_admitted": None,
                "amount_committed": None,
                "amount_paid": None,
            },
            [],
        ),
    ],
)
def test_what_does_not_fit(values: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    settled = {"amount_paid": SEED["amount_committed"], **values}
    assert found(**settled) == expected


def test_an_amount_missing_between_two_does_not_hide_what_is_too_much() -> None:
    values = {"amount_admitted": None, "amount_committed": Decimal(500_000)}
    assert found(**values) == [("sheet.amount_committed.more", "amount_committed", "warning")]


def test_an_error_stops_publication_and_a_warning_does_not() -> None:
    project = chain.project()
    wrong = chain.sheet(project, cup="F31J2400006001", published=False)
    with pytest.raises(Invalid, match="15 letters"):
        records.publish(actor=makers.coordinator(), record=wrong)
    assert chain.sheet(project, as_of=date(2025, 1, 1), cup="").is_published


def test_a_cup_is_stored_in_one_spelling_when_it_can_be_read() -> None:
    sheet = chain.sheet(chain.project(), cup="f39g 1600 0350 007")
    assert sheet.cup == "F39G16000350007"


def test_versions_stand_side_by_side_and_the_newest_published_is_current() -> None:
    project = chain.project()
    old = chain.sheet(project, as_of=date(2018, 1, 1), amount_paid=Decimal(10))
    new = chain.sheet(project, as_of=date(2021, 1, 1), amount_paid=Decimal(20))
    draft = chain.sheet(project, as_of=date(2026, 1, 1), published=False)
    assert list(queries.sheets_of(VISITOR, project)) == [new, old]
    assert list(queries.sheets_of(makers.coordinator(), project)) == [draft, new, old]
    assert queries.current_sheet(VISITOR, project) == new
    assert queries.current_sheet(makers.coordinator(), project) == new
    records.withdraw(actor=makers.coordinator(), record=new, reason="Wrong")
    assert queries.current_sheet(VISITOR, project) == old


def test_the_sheet_of_a_withheld_project_stays_hidden() -> None:
    parent = chain.project("BO3.3.1.c")
    child = chain.project("BO3.3.1.c.9")
    sheet = chain.sheet(child)
    assert queries.current_sheet(VISITOR, child) == sheet
    records.withdraw(actor=makers.coordinator(), record=parent, reason="Wrong")
    assert queries.current_sheet(VISITOR, child) is None
    assert list(queries.sheets_of(VISITOR, child)) == []


def test_a_hidden_implementer_reads_as_none() -> None:
    secret = makers.organisation(published=False)
    project = chain.project()
    chain.sheet(project, implementer=secret)
    (seen,) = queries.sheets_of(VISITOR, project)
    (told,) = queries.sheets_of(makers.coordinator(), project)
    assert (seen.implementer, told.implementer) == (None, secret)


def test_words_of_the_published_sheet_find_the_project_and_of_a_draft_do_not() -> None:
    project = chain.project()
    draft = chain.sheet(project, official="Miriam Pepe", cup="F39G16000350007", published=False)
    assert not queries.projects(VISITOR).matching("pepe").exists()
    records.publish(actor=makers.coordinator(), record=draft)
    assert list(queries.projects(VISITOR).matching("pepe f39g16000350007")) == [project]
    domain.amend_sheet(
        actor=makers.coordinator(), sheet=draft, values={"official": "Osvaldo Panaro"}, reason="Misread"
    )
    assert not queries.projects(VISITOR).matching("pepe").exists()
    records.withdraw(actor=makers.coordinator(), record=draft, reason="Wrong")
    assert not queries.projects(VISITOR).matching("panaro").exists()


def test_sections_are_kept_in_order_and_replaced_as_a_whole() -> None:
    coordinator = makers.coordinator()
    sheet = chain.sheet(
        chain.project(), sections=[("", "One.\n\nTwo."), ("Governance", "Three.")], published=False
    )
    assert list(sheet.sections.values_list("order", "heading", "body")) == [
        (1, "", "One.\n\nTwo."), (2, "Governance", "Three."),
    ]  # fmt: skip
    domain.amend_sheet(actor=coordinator, sheet=sheet, values={}, sections=[("New", "Text.")], version=1)
    assert list(sheet.sections.values_list("heading", "body")) == [("New", "Text.")]
    domain.amend_sheet(actor=coordinator, sheet=sheet, values={}, sections=[("New", "Text.")])
    assert [entry.verb for entry in entries_about(kind="sheet", ref=sheet.uid)] == ["amend", "add"]


def test_a_published_sheet_is_corrected_with_a_reason_and_the_version_seen() -> None:
    sheet = chain.sheet(chain.project())
    desk = {"actor": makers.actor(Role.FINANCE_OFFICER), "sheet": sheet, "values": {"note": "Corrected"}}
    with pytest.raises(Invalid, match="Write why"):
        domain.amend_sheet(**desk)
    with pytest.raises(Conflict):
        domain.amend_sheet(**desk, reason="Misread", version=1)
    assert domain.amend_sheet(**desk, reason="Misread", version=2).note == "Corrected"


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.FINANCE_OFFICER)]
)
def test_others_are_refused(role: Role) -> None:
    project = chain.project()
    with pytest.raises(Refused):
        domain.record_sheet(
            actor=makers.actor(role, makers.area()), project=project, as_of=date(2026, 1, 1), title="T"
        )
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    "values", [{"as_of": date(2026, 3, 3)}, {"title": ""}, {"source_url": "not an address"}]
)
def test_bad_values_write_nothing(values: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        chain.sheet(chain.project(), **values)
    assert not Sheet.objects.exists()


def test_one_version_for_a_day_and_a_publisher() -> None:
    project = chain.project()
    chain.sheet(project, published_by="pnmetroplus.it")
    with pytest.raises(Invalid):
        chain.sheet(project, published_by="pnmetroplus.it")
    assert chain.sheet(project, published_by="ponmetro.it")
