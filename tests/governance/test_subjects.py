"""What meetings know of a person: told when asked for, taken away as far as no act needs it, kept with its reason."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from tests import makers, meetings, papers, sittings
from tests.conftest import NOW
from tests.makers import Role, Scope
from tests.meetings import SECRETARY

from portici.deadlines.models import Snooze
from portici.governance import domain as governance
from portici.governance.meetings import domain as planning
from portici.governance.models import (
    Attendance,
    Ballot,
    BoardDossier,
    Minutes,
    Motion,
    Proxy,
    Recusal,
    Reply,
    RollEntry,
)
from portici.governance.papers import blocks, queries
from portici.governance.papers import domain as paper_desks
from portici.governance.sitting import domain
from portici.journal.models import ChangeValue
from portici.kernel import clock
from portici.kernel.subjects import holders
from portici.people import domain as people
from portici.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)
NAME, WHY = "Zelinda Nicolò", "My sister's firm bids"
HERE = {"attendances", "replies", "recusals", "ballots", "put-offs", "acts", "members", "delegates"}


@pytest.fixture
def sitting() -> sittings.Sitting:
    """The person holds seat a, and sits for b as its delegate; c sits for itself, and declares a conflict in the same words."""
    held = sittings.hold("abc", opened=False, rules={"most_proxies": 1})
    for name in "ac":
        user: Any = held.seats[name].account
        people.grant_role(
            actor=ADMINISTRATOR, user=user, role=Role.BOARD_MEMBER, scope=Scope.BODY, scope_uid=held.body.uid, since=date(2025, 1, 1)
        )  # fmt: skip
    person = held.seats["a"].account
    assert person is not None
    User.objects.filter(pk=person.pk).update(full_name=NAME)
    held.seats["a"].person_name = NAME
    held.seats["a"].save()
    dossier = paper_desks.begin_dossier(actor=SECRETARY, meeting=held.meeting, note=f"{NAME} comes")
    planning.convene_meeting(actor=SECRETARY, meeting=held.meeting)
    paper_desks.send_dossier(actor=SECRETARY, dossier=dossier, link="https://x.example/")
    for name in "ac":
        planning.reply(actor=SECRETARY, meeting=held.meeting, member=held.seats[name], answer="comes")
    held.meeting = planning.open_meeting(actor=SECRETARY, meeting=held.meeting)
    mandate = governance.appoint_delegate(actor=SECRETARY, member=held.seats["b"], person_name=NAME)
    held.come("a", "c")
    domain.arrive(actor=SECRETARY, meeting=held.meeting, member=held.seats["b"], delegate=mandate)
    for name, said in (("b", WHY), ("c", f"{WHY} too")):
        domain.declare_recusal(actor=SECRETARY, item=held.item, member=held.seats[name], reason=said)
    for secret in (False, True):
        motion = held.put(is_secret=secret, text=f"{NAME} is heard.")
        held.vote(motion, "a", "for")
        held.close(motion)
    domain.give_proxy(actor=SECRETARY, meeting=held.meeting, giver=held.seats["c"], carrier=held.seats["a"])
    planning.close_meeting(actor=SECRETARY, meeting=held.meeting)
    Snooze.objects.create(
        watch="x",
        kind="body",
        ref=held.body.uid,
        until=date(2026, 4, 1),
        reason="Waits",
        by=person.uid,
        at=NOW,
    )
    return held


def email(sitting: sittings.Sitting) -> str:
    assert sitting.seats["a"].account is not None
    return sitting.seats["a"].account.email


def approve(sitting: sittings.Sitting) -> Minutes:
    with clock.suspended(NOW + timedelta(days=40)):
        later = meetings.meeting(sitting.body, starts_at=NOW + timedelta(days=60))
        made: Minutes = papers.approved(Minutes.objects.get(), later)
    return made


def test_all_of_it_is_told(sitting: sittings.Sitting) -> None:
    found = {
        one.holding.name: one.rows
        for one in people.export_subject(actor=ADMINISTRATOR, email=email(sitting))
        if one.holding.name in HERE
    }
    assert {name: len(rows) for name, rows in found.items()} == {
        "members": 1, "delegates": 1, "attendances": 3, "replies": 1, "recusals": 1, "ballots": 2, "put-offs": 1, "acts": 3,
    }  # fmt: skip
    told = found["ballots"] + found["recusals"]
    assert [(row["seat"], row.get("choice"), row.get("nature of the conflict")) for row in told] == [
        ("a", "for", None), ("a", "secret", None), ("b", None, WHY),
    ]  # fmt: skip
    assert [row.get("seat") or (row["proxy of"], row["carried by"]) for row in found["attendances"]] == [
        "a", "b", ("c", "a"),
    ]  # fmt: skip
    assert (found["replies"][0]["answer"], found["put-offs"][0]["reason"]) == ("comes", "Waits")
    for holder in holders():
        assert all(
            map(
                str,
                (holder.holding.what, holder.holding.purpose, holder.holding.ground, holder.holding.period),
            )
        )


@pytest.mark.parametrize("approved", [False, True])
def test_what_no_act_needs_goes_and_the_rest_says_why_it_stays(
    sitting: sittings.Sitting, approved: bool
) -> None:
    if approved:
        approve(sitting)
    minutes, dossier = Minutes.objects.get(), BoardDossier.objects.get()
    verdicts = list(Motion.objects.values_list("verdict", flat=True))
    outcomes = {
        one.holding.name: one
        for one in people.erase_subject(actor=ADMINISTRATOR, email=email(sitting), reason="Request 12/2026")
    }
    counts = {name: (outcomes[name].erased, outcomes[name].kept) for name in HERE - {"members", "delegates"}}
    assert counts == {
        "attendances": (0, 3), "replies": (int(approved), int(not approved)), "recusals": (1, 1), "ballots": (0, 2),
        "put-offs": (1, 0), "acts": (0, 3 + approved),
    }  # fmt: skip
    kept = "replies attendances ballots recusals acts".split()
    assert all(outcomes[name].why for name in kept if outcomes[name].kept)
    # The nature of the conflict is nowhere but in the approved text that the members read; another seat's stays.
    assert list(Recusal.objects.order_by("pk").values_list("reason", flat=True)) == ["", f"{WHY} too"]
    told = ChangeValue.objects.filter(change__field="recusal").order_by("pk").values_list("after", flat=True)
    assert list(told) == ["", f"c: {WHY} too"]
    for row in (minutes, dossier):
        before = row.frozen
        row.refresh_from_db()
        assert row.frozen == before
    whole = blocks.as_text(queries.minutes_text(SECRETARY, minutes))
    assert (f": {WHY}\n" in whole, f": {WHY} too\n" in whole) == (approved, True)
    if approved:
        assert hashlib.sha256(whole.encode()).hexdigest() == minutes.digest
    assert NAME in Motion.objects.first().text  # type: ignore[union-attr] # it is there
    assert list(Motion.objects.values_list("verdict", flat=True)) == verdicts
    rows = [model.objects.count() for model in (Attendance, Proxy, Ballot, RollEntry, Reply)]
    assert rows == [3, 1, 1, 1, 2 - approved]
    assert Snooze.objects.get().by == ""


def test_what_is_past_its_term_goes(sitting: sittings.Sitting) -> None:
    approve(sitting)
    places = {one.holding.name: one for one in holders()}
    for days, gone in ((300, {}), (500, {"replies": 2, "put-offs": 1}), (1200, {"recusals": 2})):
        with clock.suspended(NOW + timedelta(days=days)):
            today = clock.today()
            due = {name: places[name].due(today) for name in HERE if places[name].due(today)}
            assert due == gone
            done = people.dispose_due(actor=ADMINISTRATOR)
            assert {name: done[name] for name in HERE if done[name]} == gone
    assert not Recusal.objects.exclude(reason="").exists()
    assert not ChangeValue.objects.filter(after__contains=WHY).exists()
    assert Recusal.objects.count() == 2
