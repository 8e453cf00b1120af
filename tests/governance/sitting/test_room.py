"""Who is there and whose vote is whose: attendance, proxies, recusals, accounts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import makers, meetings, sittings
from tests.conftest import NOW
from tests.meetings import SECRETARY

from portici.governance import domain as governance
from portici.governance.models import Attendance, Proxy, Recusal
from portici.governance.sitting import domain
from portici.journal.models import ChangeValue
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_who_comes_and_leaves() -> None:
    sitting = sittings.hold("ab", opened=False)
    with pytest.raises(Refused, match="has been convened"):
        sitting.come("a")
    meetings.sitting(sitting.meeting)
    a = sitting.seats["a"]
    sub = governance.appoint_delegate(actor=SECRETARY, member=a, person_name="Ada Prova", manner="substitute")
    past = governance.appoint_delegate(
        actor=SECRETARY, member=a, person_name="Ugo Prova", until=date(2026, 3, 19)
    )
    with pytest.raises(Refused, match="has been there"):
        sitting.leave("a")
    for person in (
        past,
        governance.appoint_delegate(actor=SECRETARY, member=sitting.seats["b"], person_name="B"),
    ):
        with pytest.raises(Invalid, match="Who may sit"):
            domain.arrive(actor=SECRETARY, meeting=sitting.meeting, member=a, delegate=person)
    came = domain.arrive(actor=SECRETARY, meeting=sitting.meeting, member=a, delegate=sub, is_remote=True)
    same = domain.arrive(actor=SECRETARY, meeting=sitting.meeting, member=a, delegate=sub, is_remote=True)
    assert (came.pk, came.manner, came.is_remote, came.came_at) == (same.pk, "substitute", True, NOW)
    with pytest.raises(Refused, match="say first that they leave"):
        sitting.come("a")
    with clock.suspended(NOW + timedelta(minutes=5)):
        sitting.leave("a")
        sitting.come("a")
        sitting.leave("a")
        sitting.leave("a")
    assert list(Attendance.objects.values_list("manner", "left_at")) == [
        ("substitute", NOW + timedelta(minutes=5)), ("holder", NOW + timedelta(minutes=5)),
    ]  # fmt: skip


def test_the_person_who_sits_gives_the_vote() -> None:
    sitting = sittings.hold("ab", rules={"most_proxies": 1})
    a, b = sitting.seats["a"], sitting.seats["b"]
    sub = governance.appoint_delegate(actor=SECRETARY, member=a, person_name="Ada Prova")
    sub.account = makers.user("Ada Prova")
    sub.save()
    delegate = Actor(uid=sub.account.uid, grants=sitting.actor("a").grants)
    domain.give_proxy(actor=sitting.actor("b"), meeting=sitting.meeting, giver=b, carrier=a)
    domain.arrive(actor=SECRETARY, meeting=sitting.meeting, member=a, delegate=sub)
    motion = sitting.put()
    for who in (sitting.actor("a"), sitting.actor("b")):
        for seat in ("a", "b"):
            with pytest.raises(Refused, match="by who sits there"):
                sitting.vote(motion, seat, "for", by=who)
    sitting.vote(motion, "a", "for", by=delegate)
    sitting.vote(motion, "b", "against", by=delegate)
    sitting.come("b")
    with pytest.raises(Refused, match="by who sits there"):
        sitting.vote(motion, "b", "for", by=delegate)
    sitting.vote(motion, "b", "for")
    closed = sitting.close(motion)
    assert (closed.verdict["for"], closed.verdict["proxies"]) == (["2", 2], {})


def test_proxies_within_what_the_rules_let() -> None:
    sitting = sittings.hold(
        {"a": {}, "b": {}, "c": {}, "o": {"is_observer": True}}, rules={"most_proxies": 1}
    )
    a, b, c, o = (sitting.seats[name] for name in "abco")
    made = domain.give_proxy(actor=SECRETARY, meeting=sitting.meeting, giver=a, carrier=c)
    assert domain.give_proxy(actor=SECRETARY, meeting=sitting.meeting, giver=a, carrier=c).pk == made.pk
    for giver, carrier, why in (
        (a, b, "One proxy"), (b, c, "at most 1 others"), (b, b, "Another seat"), (b, o, "Another seat"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=why):
            domain.give_proxy(actor=SECRETARY, meeting=sitting.meeting, giver=giver, carrier=carrier)
    sitting.come("c")
    motion = sitting.put()
    sitting.vote(motion, "a", "for", by=sitting.actor("c"))
    with pytest.raises(Refused, match="a conflict is declared before"):
        domain.declare_recusal(actor=SECRETARY, item=sitting.item, member=c, reason="Ours")
    verdict = sitting.close(motion).verdict
    assert (verdict["present"], verdict["proxies"]) == ("2", {a.uid: c.uid})
    domain.take_back_proxy(actor=sitting.actor("a"), meeting=sitting.meeting, giver=a)
    domain.take_back_proxy(actor=sitting.actor("a"), meeting=sitting.meeting, giver=a)
    assert not Proxy.objects.exists()
    without = sittings.hold("ab")
    with pytest.raises(Invalid, match="let no seat vote for another"):
        domain.give_proxy(
            actor=SECRETARY, meeting=without.meeting, giver=without.seats["a"], carrier=without.seats["b"]
        )


def test_a_recused_seat_does_not_vote_and_says_so_before() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    a = sitting.seats["a"]
    with pytest.raises(Refused, match="Only who sits there"):
        domain.declare_recusal(actor=sitting.actor("b"), item=sitting.item, member=a, reason="Ours")
    first = domain.declare_recusal(actor=sitting.actor("a"), item=sitting.item, member=a, reason="Ours")
    assert domain.declare_recusal(actor=SECRETARY, item=sitting.item, member=a, reason="Again").pk == first.pk
    domain.withdraw_recusal(actor=sitting.actor("a"), item=sitting.item, member=a)
    assert not Recusal.objects.exists()
    # That it was declared and taken back is told; its nature stands nowhere any more.
    told = ChangeValue.objects.filter(change__field="recusal").order_by("pk").values_list("before", "after")
    assert list(told) == [("", ""), ("a", "")]
    domain.declare_recusal(actor=SECRETARY, item=sitting.item, member=a, reason="Ours")
    motion = sitting.put()
    with pytest.raises(Refused, match="conflict of interest"):
        sitting.vote(motion, "a", "for")
    with pytest.raises(Refused, match="what was declared before it stays"):
        domain.withdraw_recusal(actor=SECRETARY, item=sitting.item, member=a)


def test_who_may_not_vote_is_told_why() -> None:
    sitting = sittings.hold({"a": {}, "o": {"is_observer": True}})
    motion = sitting.put()
    for seat, why in (("a", "Nobody of the seat is there"), ("o", "An observer has no vote")):
        with pytest.raises(Refused, match=why):
            sitting.vote(motion, seat, "for", by=SECRETARY)
    with pytest.raises(ValueError, match="perhaps"):
        sitting.vote(motion, "a", "perhaps", by=SECRETARY)
