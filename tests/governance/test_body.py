"""Bodies and who sits in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers, meetings
from tests.makers import VISITOR, Role

from portici.governance import domain, queries
from portici.governance.checks import on_body
from portici.governance.models import Body, Member
from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def seat(body: Body, organisation: Any = None, **values: Any) -> Member:
    return domain.add_member(
        **{
            "actor": makers.actor(Role.BOARD_SECRETARY),
            "body": body,
            "organisation": organisation or makers.organisation(),
            **values,
        }
    )


def test_a_body_is_recorded_and_amended_by_the_secretary() -> None:
    secretary = makers.actor(Role.BOARD_SECRETARY)
    body = domain.record_body(actor=secretary, name="Board", code="board", established_on=date(2016, 11, 1))
    domain.amend_body(actor=secretary, body=body, values={"name": "The Board", "code": "bd"}, version=1)
    assert (body.name, body.code, body.version) == ("The Board", "bd", 2)
    chain.decision(body)
    met = domain.record_body(actor=secretary, name="Table", code="table")
    meetings.meeting(met)
    for one in (body, met):
        with pytest.raises(Invalid, match="as long as decisions or meetings"):
            domain.amend_body(actor=secretary, body=one, values={"code": "board"})
    with pytest.raises(Conflict):
        domain.amend_body(actor=secretary, body=body, values={"name": "B"}, version=1)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
)
def test_others_are_refused(role: Role) -> None:
    body = chain.body()
    actor = makers.actor(role, body)
    with pytest.raises(Refused):
        domain.record_body(actor=actor, name="Board", code="board")
    with pytest.raises(Refused):
        domain.amend_body(actor=actor, body=body, values={"name": "B"})
    with pytest.raises(Refused):
        seat(body, actor=actor)


@pytest.mark.parametrize(
    "values", [{"code": "no spaces"}, {"code": "taken"}, {"name": ""}, {"established_on": date(2026, 3, 3)}]
)
def test_bad_values_write_nothing(values: dict[str, Any]) -> None:
    chain.body("taken")
    with pytest.raises(Invalid):
        chain.body(**{"code": "board", **values})
    assert Body.objects.count() == 1


def test_what_is_told_alike_and_stands_elsewhere_is_kept() -> None:
    body, (one, twin) = chain.body(), [makers.organisation("Comune") for _twin in range(2)]
    made = seat(body, one, role="President")
    secretary = makers.actor(Role.BOARD_SECRETARY)
    for values in ({"role": "", "person_name": "President"}, {"organisation": twin}):
        domain.amend_member(actor=secretary, member=made, values=values)
        stored = Member.objects.get(pk=made.pk)
        assert {name: getattr(stored, name) for name in values} == values


def test_seats_are_added_amended_and_ended() -> None:
    body, comune = chain.body(), makers.organisation("Comune")
    made = seat(body, comune, role="President", version=2)
    secretary = makers.actor(Role.BOARD_SECRETARY)
    domain.amend_member(actor=secretary, member=made, values={"role": "Chair"}, version=3)
    domain.end_member(actor=secretary, member=made, until=date(2026, 2, 1), reason="Elections", version=4)
    assert [(row.role, row.until) for row in queries.members_of(VISITOR, body)] == [
        ("Chair", date(2026, 2, 1))
    ]
    assert queries.members_of(VISITOR, body, in_force=True) == []
    entry = entries_about(kind="body", ref=body.uid)[0]
    (change,) = entry.changes.all()
    assert (entry.verb, entry.reason, change.value.before, change.value.after) == (
        "end-member", "Elections", "Comune | Chair | –", "Comune | Chair | –2026-02-01",
    )  # fmt: skip


def test_an_organisation_sits_once_at_a_time_unless_persons_are_named() -> None:
    body, union = chain.body(), makers.organisation()
    seat(body, union, since=date(2020, 1, 1), until=date(2021, 1, 1))
    seat(body, union, since=date(2021, 1, 2))
    with pytest.raises(Invalid, match="One seat at a time"):
        seat(body, union, since=date(2026, 1, 1))
    with pytest.raises(Invalid):
        seat(body, union, since=date(2019, 1, 1), until=date(2018, 1, 1))
    with pytest.raises(Conflict):
        seat(body, version=1)
    assert Member.objects.count() == 2


def test_a_hidden_member_and_a_draft_body_are_not_told() -> None:
    body, secret = chain.body(), makers.organisation(published=False)
    seat(body, secret)
    chain.body(published=False)
    (seen,) = queries.bodies(VISITOR)
    assert (seen, list(seen.members.all())) == (body, [])
    assert queries.members_of(VISITOR, body) == []
    assert len(queries.members_of(makers.coordinator(), body)) == 1


def test_check_warns_of_an_empty_body() -> None:
    body = chain.body()
    assert [found.code for found in on_body(body)] == ["body.empty"]
    seat(body)
    assert list(on_body(body)) == []
