"""Programmes, axes and actions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests import makers
from tests.makers import VISITOR, Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.programme import domain, queries
from portici.programme.models import Axis
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_a_programme_with_axis_and_action() -> None:
    coordinator = makers.coordinator()
    programme = domain.record_programme(actor=coordinator, code="PON", name="PON Metro")
    axis = domain.record_axis(
        actor=coordinator,
        programme=programme,
        code="3",
        name="Inclusion",
        endowment=Decimal("4181361.22"),
        version=1,
    )
    action = domain.record_action(actor=coordinator, axis=axis, code="3.3.1", name="Innovation", version=2)
    domain.amend_axis(actor=coordinator, axis=axis, values={"name": "Social inclusion"}, version=3)
    domain.amend_action(actor=coordinator, action=action, values={"name": "Social innovation"}, version=4)
    records.publish(actor=coordinator, record=programme, version=5)
    (seen,) = queries.programmes(VISITOR)
    assert [(str(axis), [str(action) for action in axis.actions.all()]) for axis in seen.axes.all()] == [
        ("3. Social inclusion", ["3.3.1 Social innovation"])
    ]
    verbs = [entry.verb for entry in entries_about(kind="programme", ref=programme.uid)]
    assert verbs == ["publish", "amend-action", "amend-axis", "add-action", "add-axis", "add"]


def test_nothing_is_told_when_nothing_changes() -> None:
    coordinator = makers.coordinator()
    programme = domain.record_programme(actor=coordinator, code="PON", name="PON Metro")
    axis = domain.record_axis(actor=coordinator, programme=programme, code="3", name="Inclusion")
    domain.amend_axis(actor=coordinator, axis=axis, values={"name": "Inclusion"})
    domain.amend_programme(actor=coordinator, programme=programme, values={"name": "PON Metro"})
    programme.refresh_from_db()
    assert programme.version == 2


def test_a_text_that_moves_to_another_field_is_a_change() -> None:
    coordinator = makers.coordinator()
    programme = domain.record_programme(actor=coordinator, code="PON", name="PON Metro")
    axis = domain.record_axis(actor=coordinator, programme=programme, code="3", name="Inclusion | plan")
    domain.amend_axis(actor=coordinator, axis=axis, values={"name": "Inclusion", "source": "plan"})
    axis.refresh_from_db()
    assert (axis.name, axis.source) == ("Inclusion", "plan")


def test_others_are_refused_and_a_code_is_used_once() -> None:
    coordinator = makers.coordinator()
    programme = domain.record_programme(actor=coordinator, code="PON", name="PON Metro")
    domain.record_axis(actor=coordinator, programme=programme, code="3", name="Inclusion")
    finance = makers.actor(Role.FINANCE_OFFICER)
    with pytest.raises(Refused):
        domain.record_programme(actor=finance, code="X", name="X")
    with pytest.raises(Refused):
        domain.record_axis(actor=finance, programme=programme, code="4", name="X")
    with pytest.raises(Invalid):
        domain.record_programme(actor=coordinator, code="PON", name="X")
    with pytest.raises(Invalid):
        domain.record_axis(actor=coordinator, programme=programme, code="3", name="X")
    with pytest.raises(Conflict):
        domain.record_axis(actor=coordinator, programme=programme, code="4", name="X", version=1)
    assert Axis.objects.count() == 1
