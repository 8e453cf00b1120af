"""A vote from its opening to its kept verdict: who is counted, what is needed, what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from tests import makers, sittings
from tests.conftest import NOW
from tests.meetings import SECRETARY
from tests.sittings import Sitting

from portici.engine.voting import Majority, Requirement
from portici.governance import domain as governance
from portici.governance.meetings import domain as meetings
from portici.governance.models import AgendaItem, Ballot, Counters, Decision, Member, Motion, RollEntry
from portici.governance.sitting import domain
from portici.governance.sitting.verdicts import sentences
from portici.journal.models import Entry
from portici.journal.queries import entries_about
from portici.kernel import clock
from portici.kernel.findings import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PLAN = {"ordinary": Requirement(Majority.SIMPLE), "plan": Requirement(Majority.TWO_THIRDS)}
HEAVY = {"a": {"weight": 3}, "b": {}, "c": {}, "o": {"is_observer": True}}


def recuse(sitting: Sitting, name: str) -> Any:
    return domain.declare_recusal(
        actor=sitting.actor(name), item=sitting.item, member=sitting.seats[name], reason="It is our building"
    )


def b_is_recused(sitting: Sitting, _motion: Motion) -> None:
    recuse(sitting, "b")


def b_leaves(sitting: Sitting, _motion: Motion) -> None:
    sitting.leave("b")


def nothing(_sitting: Sitting, _motion: Motion) -> None:
    pass


class Case(NamedTuple):
    """A vote, and what follows: the outcome, and the numbers entitled, present, needed, in favour."""

    seats: Any
    rules: dict[str, Any]
    here: str
    ballots: dict[str, str]
    outcome: str
    numbers: tuple[str, ...]
    between: Callable[..., None] = nothing
    matter: str = "ordinary"


HALF, MOST = {"quorum_share": "1/2", "quorum_strict": True}, {"quorum_share": "3/4"}
CHAIRED = {"a": {"presides": True}, "b": {}}
SPLIT = {"a": "for", "b": "against"}
CASES = [
    Case("abc", {}, "abc", {"a": "for", "b": "for", "c": "against"}, "adopted", ("3", "3", "2", "2")),
    Case("abc", {}, "abc", SPLIT | {"c": "abstain"}, "not_adopted", ("3", "3", "2", "1"), matter="plan"),
    Case("abcd", HALF, "ab", {"a": "for"}, "no_quorum", ("4", "2", "1", "1")),
    # One recusal less among the entitled makes two of three a quorum, and the majority of two.
    Case("abcd", {"quorum_share": "2/3"}, "abc", {"a": "for", "c": "for"}, "adopted", ("3", "2", "2", "2"), b_is_recused),
    Case("abcd", MOST | {"recusals": "for_quorum"}, "abc", {"a": "for"}, "adopted", ("4", "3", "1", "1"), b_is_recused),
    # Who leaves before the end is not there, and the quorum falls with them.
    Case("abcd", MOST, "abc", {"a": "for"}, "no_quorum", ("4", "2", "1", "1"), b_leaves),
    Case(HEAVY, {}, "abco", SPLIT | {"c": "against"}, "adopted", ("3", "3", "3", "3")),
    Case("ab", {"ties": "not_adopted"}, "ab", SPLIT, "not_adopted", ("2", "2", "2", "1")),
    Case("ab", {"ties": "again"}, "ab", SPLIT, "tied", ("2", "2", "2", "1")),
    Case(CHAIRED, {"ties": "chair"}, "ab", SPLIT, "adopted", ("2", "2", "2", "1")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_follows(case: Case) -> None:
    sitting = sittings.hold(case.seats, rules=case.rules, majorities=PLAN)
    sitting.come(*case.here)
    motion = sitting.put(matter=case.matter)
    case.between(sitting, motion)
    for name, choice in case.ballots.items():
        sitting.vote(motion, name, choice)
    verdict = sitting.close(motion).verdict
    found = (verdict["entitled"], verdict["present"], verdict["needed"], verdict["for"][0])
    assert (verdict["outcome"], found) == (case.outcome, case.numbers)
    assert sitting.fresh(motion).outcome == case.outcome
    assert len(sentences(verdict)) == len(verdict["sentences"]) > 1


def test_one_changes_ones_mind_until_the_end_and_the_journal_tells_it() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    motion = sitting.put()
    version = sitting.item.version
    sitting.vote(motion, "a", "for")
    again = sitting.vote(motion, "a", "for")
    sitting.vote(motion, "a", "against")
    sitting.vote(motion, "b", "against", by=SECRETARY)
    assert again.choice == "for"
    assert sorted(Ballot.objects.values_list("member__organisation__name", "choice")) == [
        ("a", "against"), ("b", "against"),
    ]  # fmt: skip
    told = entries_about(kind="agenda-item", ref=sitting.item.uid).filter(verb="vote")
    assert [entry.changes.get().value.after for entry in told] == [
        "1, 1: b, against",
        "1, 1: a, against",
        "1, 1: a, for",
    ]
    assert AgendaItem.objects.get(pk=sitting.item.pk).version == version
    closed = sitting.close(motion)
    assert (closed.outcome, closed.verdict["why"]) == ("not_adopted", "nobody_in_favour")
    with pytest.raises(Refused, match="came too late"):
        sitting.vote(motion, "a", "for")
    # The network was gone: the ballot that was taken is answered, and stays one.
    assert sitting.vote(motion, "a", "against").choice == "against"
    assert (sitting.close(motion).verdict, Ballot.objects.count()) == (closed.verdict, 2)


def test_a_tie_is_voted_again_and_a_late_ballot_is_not_of_the_next_round() -> None:
    sitting = sittings.hold("ab", rules={"ties": "again"})
    sitting.come("a", "b")
    first = sitting.put()
    sitting.vote(first, "a", "for")
    sitting.vote(first, "b", "against")
    assert sitting.close(first).state == "filed"
    for who in (SECRETARY, sitting.actor("a")):
        with pytest.raises(Refused, match="was put to the vote"):
            domain.take_back_motion(actor=who, motion=first)
    tied = sitting.fresh(first).verdict
    second = domain.open_vote(actor=SECRETARY, motion=first)
    assert (second.round, second.outcome, second.verdict) == (2, "", {"earlier": [tied]})
    first.round = 1
    with pytest.raises(Refused, match="one votes again"):
        sitting.vote(first, "b", "for")
    sitting.leave("a")
    sitting.leave("b")
    assert sitting.close(second).outcome == "no_quorum"
    sitting.come("a")
    third = domain.open_vote(actor=SECRETARY, motion=first)
    sitting.vote(third, "a", "for")
    closed = sitting.close(third)
    assert (closed.outcome, closed.verdict["round"]) == ("adopted", 3)
    assert [(one["round"], one["outcome"]) for one in closed.verdict["earlier"]] == [
        (1, "tied"),
        (2, "no_quorum"),
    ]
    assert closed.verdict["earlier"][0] == tied
    assert list(Ballot.objects.values_list("round", flat=True)) == [1, 1, 3]


def test_with_a_motion_its_amendments_are_taken_back_but_those_that_were_voted() -> None:
    sitting = sittings.hold("ab", rules={"ties": "again"})
    sitting.come("a", "b")
    motion = sitting.motion()
    tied, waiting = (domain.file_amendment(actor=SECRETARY, motion=motion, text=text) for text in "TW")
    for name, choice in SPLIT.items():
        sitting.vote(domain.open_vote(actor=SECRETARY, motion=tied), name, choice)
    sitting.close(tied)
    domain.take_back_motion(actor=SECRETARY, motion=motion)
    assert [sitting.fresh(one).state for one in (motion, tied, waiting)] == [
        "taken_back",
        "filed",
        "taken_back",
    ]


def test_amendments_are_voted_first_and_one_vote_is_open_at_a_time() -> None:
    sitting = sittings.hold("a")
    sitting.come("a")
    motion = sitting.motion("The text.")
    amendment = domain.file_amendment(
        actor=sitting.actor("a"), motion=motion, text="A word.", proposer=sitting.seats["a"]
    )
    dropped = domain.file_amendment(actor=SECRETARY, motion=motion, text="Another.")
    with pytest.raises(Refused, match="amendments are voted first"):
        domain.open_vote(actor=SECRETARY, motion=motion)
    assert domain.take_back_motion(actor=SECRETARY, motion=dropped).state == "taken_back"
    domain.open_vote(actor=SECRETARY, motion=amendment)
    with pytest.raises(Refused, match="Another vote is open"):
        domain.open_vote(actor=SECRETARY, motion=sitting.motion())
    with pytest.raises(Refused, match="vote is open"):
        meetings.close_meeting(actor=SECRETARY, meeting=sitting.meeting)
    with pytest.raises(Refused, match="vote is open"):
        meetings.drop_item(actor=SECRETARY, item=motion.item, reason="R")
    with pytest.raises(Refused, match="vote is open"):
        meetings.carry_over(actor=SECRETARY, item=motion.item)
    sitting.vote(sitting.fresh(amendment), "a", "for")
    sitting.close(amendment)
    opened = domain.open_vote(actor=SECRETARY, motion=motion)
    with pytest.raises(Refused, match="has not been put to the vote"):
        domain.file_amendment(actor=SECRETARY, motion=motion, text="Late.")
    sitting.vote(opened, "a", "for")
    sitting.close(opened)
    made = domain.decide_from(actor=SECRETARY, motion=motion)
    assert made.text.split("\n\n")[0::2] == ["The text.", "A word."]
    with pytest.raises(Refused, match="Only a motion"):
        domain.decide_from(actor=SECRETARY, motion=amendment)


def test_an_adopted_motion_becomes_one_numbered_decision() -> None:
    why = {"is_confidential": True, "confidential_because": "Negotiation"}
    sitting = sittings.hold("abc", title="Rent of the hall", **why)
    sitting.come("a", "b")
    motion = sitting.put(text="We rent it.")
    with pytest.raises(Refused, match="was adopted"):
        domain.decide_from(actor=SECRETARY, motion=motion)
    sitting.vote(motion, "a", "for")
    with pytest.raises(Refused, match="vote is open"):
        domain.settle_item(actor=SECRETARY, item=sitting.item)
    sitting.close(motion)
    made = domain.decide_from(actor=SECRETARY, motion=motion)
    assert domain.decide_from(actor=SECRETARY, motion=motion).pk == made.pk == Decision.objects.get().pk
    assert (made.number, made.title, made.text, made.item_id, made.is_confidential) == (
        1, "Rent of the hall", "We rent it.", sitting.item.pk, True,
    )  # fmt: skip
    assert "1" in made.grounds
    assert made.decided_on == NOW.date()
    assert domain.settle_item(actor=SECRETARY, item=sitting.item).state == "treated"
    assert domain.settle_item(actor=SECRETARY, item=sitting.item).state == "treated"
    with pytest.raises(Refused, match="was treated"):
        sitting.motion()


def test_a_secret_ballot_keeps_who_voted_and_what_was_voted_apart() -> None:
    sitting = sittings.hold("abcd")
    sitting.come("a", "b", "c")
    motion = sitting.put(is_secret=True)
    first = [sitting.vote(motion, "b", "against"), sitting.vote(motion, "a", "for")]
    again = sitting.vote(
        motion, "a", "against"
    )  # it is in the ballot: nothing is changed, and nothing is told of it
    assert [one.already for one in (*first, again)] == [False, False, True]
    with pytest.raises(Refused, match="secret ballot: each seat"):
        domain.cast_ballot(
            actor=SECRETARY, motion=motion, in_round=1, member=sitting.seats["c"], choice="for"
        )
    with pytest.raises(Refused, match="by who sits there"):
        sitting.vote(motion, "c", "for", by=SECRETARY)
    with clock.suspended(NOW + timedelta(minutes=1)):
        sitting.come("d")
        with pytest.raises(Refused, match="when it was opened"):
            sitting.vote(motion, "d", "for")
        sitting.leave("b")
        closed = sitting.close(motion)
    roll = list(RollEntry.objects.values_list("member__organisation__name", "has_voted"))
    assert roll == [("a", True), ("b", True), ("c", False)]
    counted = Counters.objects.get()
    assert (counted.in_favour, counted.against, counted.abstained) == (1, 1, 0)
    assert not Ballot.objects.exists()
    assert {key: closed.verdict[key][1] for key in ("for", "against", "silent")} == {
        "for": 1, "against": 1, "silent": 1,
    }  # fmt: skip
    told = entries_about(kind="agenda-item", ref=sitting.item.uid).filter(verb="vote-in-secret")
    assert [(one.changes.get().value.before, one.changes.get().value.after) for one in told] == [
        ("", "1, 1: a"),
        ("", "1, 1: b"),
    ]
    assert sitting.vote(motion, "a", "for").has_voted
    with pytest.raises(Refused, match="came too late"):
        sitting.vote(motion, "c", "for")


def test_what_a_secret_ballot_does_not_bear() -> None:
    sitting = sittings.hold(HEAVY, rules={"most_proxies": 1})
    sitting.come("a", "b")
    with pytest.raises(Refused, match="different weight"):
        sitting.put(is_secret=True)
    sitting.leave("a")
    sitting.come("c")
    motion = domain.open_vote(actor=SECRETARY, motion=Motion.objects.get())
    with pytest.raises(Refused, match="proxies change after it"):
        domain.give_proxy(
            actor=SECRETARY, meeting=sitting.meeting, giver=sitting.seats["a"], carrier=sitting.seats["b"]
        )
    sitting.vote(motion, "b", "for")
    with pytest.raises(Refused, match="a conflict is declared before"):
        recuse(sitting, "b")
    recuse(sitting, "c")
    assert (sitting.close(motion).verdict["recused"]) == [sitting.seats["c"].uid]


@pytest.mark.parametrize("secret", [False, True])
def test_in_writing_who_has_answered_is_there_when_the_days_to_answer_are_over(secret: bool) -> None:
    seats = {"a": {}, "b": {}, "c": {}, "o": {"is_observer": True}}
    sitting = sittings.hold(seats, manner="written", rules={"quorum_share": "2/3", "written_days": 5})
    motion = sitting.put(is_secret=secret)
    sitting.vote(motion, "a", "for")
    sitting.vote(motion, "b", "abstain")
    with clock.suspended(NOW + timedelta(days=5, seconds=-1)):
        until = (NOW + timedelta(days=5)).astimezone(clock.OFFICE_ZONE)
        with pytest.raises(Refused, match=f"one answers until {until:%d/%m/%Y %H:%M}"):
            sitting.close(motion)
    with clock.suspended(NOW + timedelta(days=5)):
        verdict = sitting.close(motion).verdict
    assert [verdict[key] for key in ("present", "quorum", "outcome")] == ["2", "2", "adopted"]
    # Who has a conflict is not waited for.
    again = sitting.put(is_secret=secret)
    recuse(sitting, "c")
    for name in "ab":
        sitting.vote(again, name, "for")
    assert sitting.close(again).outcome == "adopted"


def test_who_was_carried_and_had_been_there_brings_nobody_back_in_a_secret_ballot() -> None:
    sitting = sittings.hold("ghc", rules={"most_proxies": 2, "quorum_share": "1/1"})
    g, h, c = (sitting.seats[name] for name in "ghc")
    sitting.come("g", "c")
    domain.give_proxy(actor=SECRETARY, meeting=sitting.meeting, giver=h, carrier=g)
    with clock.suspended(NOW + timedelta(minutes=1)):
        sitting.leave("g")
        domain.give_proxy(actor=SECRETARY, meeting=sitting.meeting, giver=g, carrier=c)
    with clock.suspended(NOW + timedelta(minutes=2)):
        motion = sitting.put(is_secret=True)
        verdict = sitting.close(motion).verdict
    roll = RollEntry.objects.values_list("member__organisation__name", flat=True)
    assert (list(roll), verdict["present"], verdict["outcome"]) == (["c", "g"], "2", "no_quorum")
    assert verdict["proxies"] == {g.uid: c.uid}


def test_a_proxy_too_many_does_not_come_to_count_by_a_conflict_during_a_secret_ballot() -> None:
    sitting = sittings.hold({"a": {}, "b": {}, "c": {"weight": 2}}, rules={"most_proxies": 2})
    sitting.come("a")
    for name in "bc":
        domain.give_proxy(
            actor=SECRETARY, meeting=sitting.meeting, giver=sitting.seats[name], carrier=sitting.seats["a"]
        )
    first, second = sorted("bc", key=lambda name: sitting.seats[name].uid)
    for name, weight in ((first, 1), (second, 2)):
        governance.amend_member(actor=SECRETARY, member=sitting.seats[name], values={"weight": weight})
    governance.amend_rules(actor=SECRETARY, rulebook=sitting.body.rules.get(), values={"most_proxies": 1})
    motion = sitting.put(is_secret=True)
    recuse(sitting, first)
    sitting.vote(motion, "a", "for")
    assert sitting.close(motion).verdict["present"] == "1"


@pytest.mark.parametrize("secret", [False, True])
def test_seats_and_rules_do_not_change_while_a_vote_is_open(secret: bool) -> None:
    sitting = sittings.hold("abc", rules={"most_proxies": 1})
    elsewhere = sittings.hold("z")
    sitting.come("a", "b")
    domain.give_proxy(
        actor=SECRETARY, meeting=sitting.meeting, giver=sitting.seats["c"], carrier=sitting.seats["a"]
    )
    motion = sitting.put(is_secret=secret)
    for name in "ac":
        sitting.vote(motion, name, "for", by=sitting.actor("a"))
    rulebook, yesterday = sitting.body.rules.get(), NOW.date() - timedelta(days=1)
    seat = {"actor": SECRETARY, "member": sitting.seats["a"]}
    edits: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (governance.amend_member, seat | {"values": {"weight": 2}}),
        (governance.amend_member, seat | {"values": {"is_observer": True}}),
        (governance.amend_member, seat | {"values": {"organisation": makers.organisation("d")}}),
        (governance.end_member, seat | {"until": yesterday}),
        (
            governance.add_member,
            {"actor": SECRETARY, "body": sitting.body, "organisation": makers.organisation("e")},
        ),
        (governance.amend_rules, {"actor": SECRETARY, "rulebook": rulebook, "values": {"most_proxies": 0}}),
        (
            governance.set_rules,
            {
                "actor": SECRETARY,
                "body": sitting.body,
                "in_force_from": yesterday,
                "values": {},
                "majorities": {},
            },
        ),
    ]
    for desk, values in edits:
        with pytest.raises(Refused) as refused:
            desk(**values)
        assert refused.value.reason.params == {"meeting": str(sitting.meeting)}
        sitting.seats["a"].refresh_from_db()
        rulebook.refresh_from_db()
    # A name counts for nothing, and is taken away when who bears it asks for it; another body votes by its own seats.
    governance.amend_member(**seat, values={"person_name": "Ada Prova"})
    governance.amend_member(actor=SECRETARY, member=elsewhere.seats["z"], values={"weight": 2})
    verdict = sitting.close(motion).verdict
    assert (verdict["present"], verdict["for"], verdict["aside"]) == ("3", ["2", 2], [])
    governance.amend_member(**seat, values={"weight": 2})
    assert Member.objects.get(pk=sitting.seats["a"].pk).weight == 2


def test_an_amendment_is_voted_in_secret_where_its_motion_is() -> None:
    sitting = sittings.hold("a")
    found = []
    for secret, asked in ((True, False), (False, False), (False, True)):
        motion = sitting.motion(is_secret=secret)
        made = domain.file_amendment(actor=SECRETARY, motion=motion, text="A word.", is_secret=asked)
        found.append(made.is_secret)
    assert found == [True, False, True]


def test_bad_values_write_nothing() -> None:
    sitting = sittings.hold("a", majorities={})
    before = Entry.objects.count()
    with pytest.raises(Invalid, match="A text"):
        sitting.motion(" ")
    with pytest.raises(Invalid, match="A text"):
        domain.declare_recusal(actor=SECRETARY, item=sitting.item, member=sitting.seats["a"], reason=" ")
    stranger = sittings.hold("z").seats["z"]
    for desk, values in (
        (domain.arrive, {"meeting": sitting.meeting, "member": stranger}),
        (domain.declare_recusal, {"item": sitting.item, "member": stranger, "reason": "Ours"}),
        (domain.file_motion, {"item": sitting.item, "text": "T", "proposer": stranger}),
    ):
        with pytest.raises(Invalid, match="seat of the body"):
            desk(actor=SECRETARY, **values)
    assert entries_about(kind="agenda-item", ref=sitting.item.uid).count() == 1
    motion = sitting.motion()
    with pytest.raises(Invalid, match="say a majority"):
        domain.open_vote(actor=SECRETARY, motion=motion)
    assert Entry.objects.filter(verb="open-vote").count() == 0 < before


@pytest.mark.parametrize(
    "role",
    [role for role in makers.Role if role not in (makers.Role.COORDINATOR, makers.Role.BOARD_SECRETARY)],
)
def test_others_are_refused(role: makers.Role) -> None:
    sitting = sittings.hold("ab", rules={"most_proxies": 1})
    sitting.come("a")
    motion, waiting, actor = sitting.put(), sitting.motion("Another"), makers.actor(role, sitting.body)
    a, b = sitting.seats["a"], sitting.seats["b"]
    for desk, values in (
        (domain.arrive, {"meeting": sitting.meeting, "member": b}),
        (domain.leave, {"meeting": sitting.meeting, "member": a}),
        (domain.give_proxy, {"meeting": sitting.meeting, "giver": b, "carrier": a}),
        (domain.take_back_proxy, {"meeting": sitting.meeting, "giver": b}),
        (domain.declare_recusal, {"item": sitting.item, "member": a, "reason": "Ours"}),
        (domain.withdraw_recusal, {"item": sitting.item, "member": a}),
        (domain.file_motion, {"item": sitting.item, "text": "T"}),
        (domain.file_amendment, {"motion": waiting, "text": "T", "proposer": a}),
        (domain.take_back_motion, {"motion": waiting}),
        (domain.open_vote, {"motion": waiting}),
        (domain.cast_ballot, {"motion": motion, "in_round": 1, "member": a, "choice": "for"}),
        (domain.close_vote, {"motion": motion}),
        (domain.decide_from, {"motion": motion}),
        (domain.settle_item, {"item": sitting.item}),
        (domain.take_up_item, {"item": sitting.item}),
        (domain.name_chair, {"meeting": sitting.meeting, "member": a}),
    ):
        with pytest.raises(Refused):
            desk(actor=actor, **values)
