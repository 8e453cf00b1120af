"""Votes drawn at random against a plain enumeration: units of weight in bags, minutes walked one by one, whole numbers only."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portici.engine.voting import (
    Abstentions,
    Base,
    Choice,
    Majority,
    Outcome,
    Presence,
    Quorum,
    Recusals,
    Requirement,
    Rules,
    Seat,
    Ties,
    count,
    count_secret,
    decide,
    explained,
    quorum_of,
    room_at,
)

from .cases import NINE

LAST = 5
NUMBERS = {
    Majority.SIMPLE: (1, 2),
    Majority.ABSOLUTE: (1, 2),
    Majority.TWO_THIRDS: (2, 3),
    Majority.THREE_QUARTERS: (3, 4),
    Majority.UNANIMITY: (1, 1),
}


@st.composite
def requirements(draw: Any) -> Requirement:
    majority = draw(st.sampled_from(Majority))
    if majority is Majority.CONSENSUS:
        return Requirement(majority, objections=draw(st.integers(0, 2)))
    bases = {
        Majority.SIMPLE: [Base.VOTES, Base.PRESENT],
        Majority.ABSOLUTE: [Base.ENTITLED],
    }.get(majority, list(Base))
    return Requirement(majority, draw(st.sampled_from(bases)))


@st.composite
def rule_books(draw: Any) -> Rules:
    below = draw(st.integers(1, 4))
    above = draw(st.integers(0, below))
    strict = draw(st.booleans()) and above < below
    quorum = Quorum(Fraction(above, below), strict, draw(st.integers(0, 3)), draw(st.booleans()))
    return Rules(
        quorum,
        draw(st.sampled_from(Abstentions)),
        draw(st.sampled_from(Recusals)),
        draw(st.sampled_from(Ties)),
        draw(st.integers(0, 2)),
    )


@st.composite
def meetings(draw: Any, heaviest: int = 4) -> dict[str, Any]:
    names = "abcdefg"[: draw(st.integers(1, 7))]
    some = st.sampled_from(names)
    rows = st.tuples(some, st.integers(0, LAST), st.integers(0, LAST + 1), st.one_of(st.just(""), some))
    return {
        "weights": {name: draw(st.integers(1, heaviest)) for name in names},
        "observers": set(draw(st.lists(some, max_size=1))),
        "recused": set(draw(st.lists(some, max_size=2))),
        "rows": [
            (seat, since, until, "") for seat, since, until, _carrier in draw(st.lists(rows, max_size=5))
        ]
        + [(name, 0, LAST + 1, "") for name in draw(st.lists(some, max_size=7, unique=True))]
        + [row for row in draw(st.lists(rows, max_size=3)) if row[3]],
        "at": draw(st.integers(0, LAST)),
        "ballots": draw(st.dictionaries(some, st.sampled_from(Choice), max_size=7)),
        "chair": draw(some),
    }


def result_of(meeting: dict[str, Any], requirement: Requirement, rules: Rules) -> Any:
    seats = [Seat(name, weight, name in meeting["observers"]) for name, weight in meeting["weights"].items()]
    here = [
        Presence(seat, NINE + timedelta(minutes=since), NINE + timedelta(minutes=until), carrier)
        for seat, since, until, carrier in meeting["rows"]
    ]
    moment = NINE + timedelta(minutes=meeting["at"])
    room = room_at(seats, here, at=moment, rules=rules, recused=meeting["recused"])
    return decide(room, count(room, meeting["ballots"], chair=meeting["chair"]), requirement, rules)


def by_the_clock(meeting: dict[str, Any], most: int) -> set[str]:
    """Who has a vote in the room, found by walking the minutes with a list of who is in."""
    inside: list[tuple[int, str, str]] = []
    for minute in range(meeting["at"] + 1):
        for seat, since, until, carrier in meeting["rows"]:
            if since < until and until == minute:
                inside.remove((since, seat, carrier))
            if since < until and since == minute:
                inside.append((since, seat, carrier))
    seated = {seat for _since, seat, carrier in inside if not carrier} - meeting["observers"]
    free = dict.fromkeys(seated - meeting["recused"], most)
    there = set(seated)
    for _since, seat, carrier in sorted(row for row in inside if row[2]):
        asks = seat not in there and seat not in meeting["recused"] | meeting["observers"]
        if asks and free.get(carrier, 0) > 0:
            free[carrier] -= 1
            there.add(seat)
    return there


def enough_there(
    meeting: dict[str, Any], rules: Rules, there: set[str], cast: dict[str, Choice | None]
) -> bool:
    """The quorum, by comparing whole numbers."""
    voting = meeting["weights"].keys() - meeting["observers"]
    recused = meeting["recused"] & voting
    asked, came = {
        Recusals.EXCLUDED: (voting - recused, there - recused),
        Recusals.STILL_ENTITLED: (voting, there - recused),
        Recusals.FOR_QUORUM: (voting, there),
    }[rules.recusals]
    if rules.abstentions is Abstentions.ABSENT:
        came = {seat for seat in came if cast.get(seat) is not Choice.ABSTAIN}
    every, present = len(asked), len(came)
    if rules.quorum.weighted:
        every = sum(meeting["weights"][seat] for seat in asked)
        present = sum(meeting["weights"][seat] for seat in came)
    above, below = rules.quorum.share.as_integer_ratio()
    enough = present * below > every * above if rules.quorum.strict else present * below >= every * above
    return bool(came) and enough and len(came) >= rules.quorum.seats


def size_of_base(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules, bag: list[Choice | None]
) -> int:
    zero = bag.count(Choice.ABSTAIN)
    if requirement.of is Base.PRESENT:
        return len(bag) - (zero if rules.abstentions is Abstentions.ABSENT else 0)
    if requirement.of is Base.ENTITLED:
        gone = set() if rules.recusals is Recusals.STILL_ENTITLED else meeting["recused"]
        left = meeting["weights"].keys() - meeting["observers"] - gone
        return sum(meeting["weights"][seat] for seat in left)
    votes = bag.count(Choice.FOR) + bag.count(Choice.AGAINST)
    return votes + (zero if rules.abstentions is Abstentions.VOTES else 0)


def plainly(meeting: dict[str, Any], requirement: Requirement, rules: Rules) -> Outcome:
    """The outcome, from a bag with one ballot a unit of weight."""
    there = by_the_clock(meeting, rules.most_proxies)
    cast = {seat: meeting["ballots"].get(seat) for seat in there - meeting["recused"]}
    if not enough_there(meeting, rules, there, cast):
        return Outcome.NO_QUORUM
    bag = [choice for seat, choice in cast.items() for _unit in range(meeting["weights"][seat])]
    yes, no = bag.count(Choice.FOR), bag.count(Choice.AGAINST)
    if requirement.majority is Majority.CONSENSUS:
        against = sum(choice is Choice.AGAINST for choice in cast.values())
        return Outcome.ADOPTED if yes and against <= requirement.objections else Outcome.NOT_ADOPTED
    base = size_of_base(meeting, requirement, rules, bag)
    over, under = NUMBERS[requirement.majority]
    exactly = yes * under == base * over and (over, under) != (1, 2)
    if yes and (yes * under > base * over or exactly):
        return Outcome.ADOPTED
    if requirement.majority is Majority.SIMPLE and yes and yes == no and yes + no == base:
        prevails = rules.ties is Ties.CHAIR and cast.get(meeting["chair"]) is Choice.FOR
        return (
            Outcome.TIED if rules.ties is Ties.AGAIN else Outcome.ADOPTED if prevails else Outcome.NOT_ADOPTED
        )
    return Outcome.NOT_ADOPTED


@settings(max_examples=1500, deadline=None)
@given(meetings(), requirements(), rule_books())
def test_the_outcome_is_that_of_the_enumeration(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules
) -> None:
    assert result_of(meeting, requirement, rules).outcome is plainly(meeting, requirement, rules)


@settings(max_examples=300, deadline=None)
@given(meetings(), requirements(), rule_books())
def test_needed_is_the_least_that_would_do(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules
) -> None:
    """No sum of votes below it would be enough, and it is: tried for every set of seats."""
    result = result_of(meeting, requirement, rules)
    if requirement.majority is Majority.CONSENSUS:
        return
    sums = {0}
    for name, weight in meeting["weights"].items():
        if name not in meeting["observers"]:
            sums |= {one + weight for one in sums}
    over, under = NUMBERS[requirement.majority]
    for votes in sums - {0}:
        left, right = votes * under, result.total * over
        enough = left > right if requirement.strict else left >= right
        assert enough == (votes >= result.needed)


@settings(max_examples=300, deadline=None)
@given(meetings(), requirements(), rule_books(), st.sampled_from("abcdefg"))
def test_a_vote_that_turns_in_favour_never_undoes_an_adoption(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules, turned: str
) -> None:
    before = result_of(meeting, requirement, rules)
    if before.outcome is not Outcome.ADOPTED or meeting["ballots"].get(turned) is None:
        return
    meeting["ballots"][turned] = Choice.FOR
    assert result_of(meeting, requirement, rules).outcome is Outcome.ADOPTED


@settings(max_examples=300, deadline=None)
@given(meetings(), requirements(), rule_books())
def test_nobody_is_counted_twice_and_everything_is_said(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules
) -> None:
    result = result_of(meeting, requirement, rules)
    tally = result.tally
    sides = [tally.in_favour, tally.against, tally.abstained, tally.silent]
    there = by_the_clock(meeting, rules.most_proxies) - meeting["recused"]
    assert sum(side.seats for side in sides) == len(there)
    assert sum(side.weight for side in sides) == sum(meeting["weights"][seat] for seat in there)
    assert {one.seat for one in tally.aside} == meeting["ballots"].keys() - there
    assert all(str(sentence) for sentence in explained(result))


@settings(max_examples=300, deadline=None)
@given(meetings(heaviest=1), requirements(), rule_books())
def test_a_secret_ballot_decides_like_a_roll_call(
    meeting: dict[str, Any], requirement: Requirement, rules: Rules
) -> None:
    """But for the chair's vote, which it does not know."""
    open_vote = result_of({**meeting, "chair": ""}, requirement, rules)
    seats = [Seat(name, 1, name in meeting["observers"]) for name in meeting["weights"]]
    here = [
        Presence(seat, NINE + timedelta(minutes=since), NINE + timedelta(minutes=until), carrier)
        for seat, since, until, carrier in meeting["rows"]
    ]
    moment = NINE + timedelta(minutes=meeting["at"])
    room = room_at(seats, here, at=moment, rules=rules, recused=meeting["recused"])
    roll = sorted(room.taking_part & meeting["ballots"].keys())
    counters = {choice: [meeting["ballots"][seat] for seat in roll].count(choice) for choice in Choice}
    secret = decide(room, count_secret(room, roll, counters), requirement, rules)
    assert (secret.outcome, secret.why, secret.needed, secret.total) == (
        open_vote.outcome, open_vote.why, open_vote.needed, open_vote.total,
    )  # fmt: skip
    assert quorum_of(room, rules).entitled == open_vote.quorum.entitled
