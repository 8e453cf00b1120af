"""Who may sit in a seat: delegates and substitutes with their days; weights and observers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.engine.voting import Mandate, Manner
from portici.governance import domain, queries
from portici.governance.models import Delegate, Member
from portici.governance.voting import mandates_of
from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def curia() -> Member:
    return domain.add_member(
        actor=makers.coordinator(),
        body=chain.body(),
        organisation=makers.organisation("Curia"),
        person_name="Don Esempio",
        since=date(2025, 1, 1),
    )


def appoint(member: Member, **values: Any) -> Delegate:
    values = {"actor": makers.actor(Role.BOARD_SECRETARY), "person_name": "Ada Prova", **values}
    return domain.appoint_delegate(member=member, **values)


def test_appointed_amended_and_told(curia: Member) -> None:
    made = appoint(curia, manner="substitute", act="Letter of 3 May", version=3)
    domain.amend_delegate(
        actor=makers.coordinator(),
        delegate=made,
        values={"until": date(2026, 6, 30)},
        version=4,
        reason="Resigned",
    )
    entry = entries_about(kind="body", ref=curia.body.uid)[0]
    (change,) = entry.changes.all()
    assert (entry.verb, entry.reason, change.field, change.value.after) == (
        "amend-delegate",
        "Resigned",
        "members",
        "Curia | Ada Prova | substitute | Letter of 3 May | –2026-06-30",
    )
    (seat,) = queries.members_of(makers.coordinator(), curia.body)
    assert list(seat.delegates.all()) == [made]
    with pytest.raises(Conflict):
        domain.amend_delegate(actor=makers.coordinator(), delegate=made, values={"act": ""}, version=1)


def test_mandates_lie_within_the_days_of_the_seat(curia: Member) -> None:
    appoint(curia, since=date(2024, 1, 1), until=date(2026, 6, 30))
    domain.end_member(actor=makers.coordinator(), member=curia, until=date(2025, 12, 31))
    assert mandates_of(curia) == [
        Mandate(curia.uid, "Don Esempio", Manner.HOLDER, date(2025, 1, 1), date(2025, 12, 31)),
        Mandate(curia.uid, "Ada Prova", Manner.DELEGATE, date(2025, 1, 1), date(2025, 12, 31)),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"person_name": " "},
        {"manner": "ghost"},
        {"since": date(2026, 2, 1), "until": date(2026, 1, 1)},
        {"since": date(2026, 1, 1)},
    ],
)
def test_bad_values_write_nothing(curia: Member, values: dict[str, Any]) -> None:
    appoint(curia, until=date(2026, 1, 31))
    with pytest.raises(Invalid):
        appoint(curia, **values)
    assert Delegate.objects.count() == 1


def test_one_mandate_after_another(curia: Member) -> None:
    appoint(curia, until=date(2026, 1, 31))
    appoint(curia, since=date(2026, 2, 1))
    assert Delegate.objects.count() == 2


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
)
def test_others_are_refused(curia: Member, role: Role) -> None:
    made, actor = appoint(curia), makers.actor(role, curia.body)
    with pytest.raises(Refused):
        appoint(curia, actor=actor, person_name="Other")
    with pytest.raises(Refused):
        domain.amend_delegate(actor=actor, delegate=made, values={"act": "X"})


@pytest.mark.parametrize(
    "values",
    [{"weight": 0}, {"is_observer": True, "weight": 2}, {"is_observer": True, "presides": True}],
)
def test_a_seat_without_a_vote_weighs_nothing(values: dict[str, Any]) -> None:
    body = chain.body()
    with pytest.raises(Invalid):
        domain.add_member(actor=makers.coordinator(), body=body, organisation=makers.organisation(), **values)
    assert not Member.objects.exists()
