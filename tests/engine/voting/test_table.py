"""Every rule of majority and quorum with its edges, case by case."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from portici.engine.voting import (
    Abstentions,
    Aside,
    Base,
    Choice,
    Majority,
    Mandate,
    Manner,
    Outcome,
    Presence,
    Quorum,
    Recusals,
    Requirement,
    Rules,
    Seat,
    SetAside,
    Ties,
    Why,
    count,
    count_secret,
    decide,
    explained,
    manner_of,
    quorum_of,
    room_at,
)

from .cases import NINE, TEN, Line, voted

HALF = Quorum(Fraction(1, 2), strict=True)
YES, NO, NONE, TIED = Outcome.ADOPTED, Outcome.NOT_ADOPTED, Outcome.NO_QUORUM, Outcome.TIED
M, B, A = Majority, Base, Abstentions

MAJORITIES = [
    # votes, majority, base, outcome, needed, total
    ("a+ b+ c-", M.SIMPLE, None, YES, 2, 3),
    ("a+ b- c0", M.SIMPLE, None, NO, 2, 2),
    ("a+ b0 c0", M.SIMPLE, None, YES, 1, 1),
    ("a+ b0 c0", M.SIMPLE, B.PRESENT, NO, 2, 3),
    ("a+ b+ c. d.", M.SIMPLE, B.PRESENT, NO, 3, 4),
    ("a+ b+ c. d.", M.SIMPLE, None, YES, 2, 2),
    ("a+ b+ c- d/ e/", M.ABSOLUTE, None, NO, 3, 5),
    ("a+ b+ c+ d/ e/", M.ABSOLUTE, None, YES, 3, 5),
    ("a+ b+ d/ e/", M.ABSOLUTE, None, NO, 3, 4),
    ("a+ b+ c-", M.TWO_THIRDS, None, YES, 2, 3),
    ("a+ b+ c- d-", M.TWO_THIRDS, None, NO, 3, 4),
    ("a+ b+ c+ d-", M.TWO_THIRDS, None, YES, 3, 4),
    ("a+ b+ c0 d0", M.TWO_THIRDS, None, YES, 2, 2),
    ("a+ b+ c0 d0", M.TWO_THIRDS, B.PRESENT, NO, 3, 4),
    ("a+ b+ c+ d/ e/", M.TWO_THIRDS, B.ENTITLED, NO, 4, 5),
    ("a+ b+ c+ d-", M.THREE_QUARTERS, None, YES, 3, 4),
    ("a+ b+ c+ d- e-", M.THREE_QUARTERS, None, NO, 4, 5),
    ("a+ b+ c+ d/", M.THREE_QUARTERS, B.ENTITLED, YES, 3, 4),
    ("a+ b+ c0", M.UNANIMITY, None, YES, 2, 2),
    ("a+ b+ c0", M.UNANIMITY, B.PRESENT, NO, 3, 3),
    ("a+ b+ c.", M.UNANIMITY, B.PRESENT, NO, 3, 3),
    ("a+ b+ c/", M.UNANIMITY, B.PRESENT, YES, 2, 2),
    ("a+ b+ c/", M.UNANIMITY, B.ENTITLED, NO, 3, 3),
    ("a+ b-", M.UNANIMITY, None, NO, 2, 2),
    ("a0 b0", M.SIMPLE, None, NO, 1, 0),
    ("a0 b0", M.UNANIMITY, None, NO, 1, 0),
    ("a3+ b- c-", M.SIMPLE, None, YES, 3, 5),
    ("a4+ b2- c2-", M.TWO_THIRDS, None, NO, 6, 8),
    ("a6+ b2- c/", M.THREE_QUARTERS, None, YES, 6, 8),
    ("a2+ b2- c2+", M.SIMPLE, None, YES, 4, 6),
    ("a+ b+ c- x* y*", M.ABSOLUTE, None, YES, 2, 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "majority", "base", "outcome", "needed", "total"), MAJORITIES)
def test_majorities(
    text: str, majority: Majority, base: Base | None, outcome: Outcome, needed: int, total: int
) -> None:
    result = voted(text, Requirement(majority, base))
    assert (result.outcome, result.needed, result.total) == (outcome, needed, total)


@pytest.mark.parametrize(
    ("text", "borne", "outcome", "why"),
    [
        ("a+ b0 c.", 0, YES, Why.NO_OBJECTION),
        ("a+ b+ c-", 0, NO, Why.OBJECTIONS),
        ("a+ b+ c-", 1, YES, Why.NO_OBJECTION),
        ("a+ b5-", 1, YES, Why.NO_OBJECTION),
        ("a+ b- c-", 1, NO, Why.OBJECTIONS),
        ("a0 b.", 0, NO, Why.NOBODY_IN_FAVOUR),
    ],
)
def test_consensus(text: str, borne: int, outcome: Outcome, why: Why) -> None:
    result = voted(text, Requirement(M.CONSENSUS, objections=borne))
    assert (result.outcome, result.why) == (outcome, why)


@pytest.mark.parametrize(
    ("abstentions", "outcome", "why", "total"),
    [
        (A.NOT_VOTES, YES, Why.ENOUGH, 3),
        (A.VOTES, NO, Why.TOO_FEW, 5),
        (A.ABSENT, NONE, Why.NO_QUORUM, 3),
    ],
)
def test_abstentions_count_as_the_rule_says(
    abstentions: Abstentions, outcome: Outcome, why: Why, total: int
) -> None:
    result = voted("a+ b+ c- d0 e0 f/", M.SIMPLE, Rules(HALF, abstentions))
    assert (result.outcome, result.why, result.total) == (outcome, why, total)


def test_an_abstention_that_is_an_absence_leaves_those_present() -> None:
    result = voted("a+ b+ c0", Requirement(M.UNANIMITY, B.PRESENT), Rules(abstentions=A.ABSENT))
    assert (result.outcome, result.total, result.quorum.present) == (YES, 2, 2)


@pytest.mark.parametrize(
    ("ties", "chair", "outcome", "why"),
    [
        (Ties.NOT_ADOPTED, "a", NO, Why.TIE),
        (Ties.AGAIN, "a", TIED, Why.TIE_AGAIN),
        (Ties.CHAIR, "a", YES, Why.TIE_CHAIR_FOR),
        (Ties.CHAIR, "b", NO, Why.TIE_CHAIR_AGAINST),
        (Ties.CHAIR, "c", NO, Why.TIE_CHAIR_UNKNOWN),
        (Ties.CHAIR, "d", NO, Why.TIE_CHAIR_UNKNOWN),
        (Ties.CHAIR, "", NO, Why.TIE_CHAIR_UNKNOWN),
    ],
)
def test_ties(ties: Ties, chair: str, outcome: Outcome, why: Why) -> None:
    result = voted("a+ b- c0 d.", M.SIMPLE, Rules(ties=ties), chair=chair)
    assert (result.outcome, result.why) == (outcome, why)


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        ("a+ b-", Requirement(M.ABSOLUTE)),
        ("a+ b+ c- d-", Requirement(M.TWO_THIRDS)),
        ("a+ b- c0", Requirement(M.SIMPLE, B.PRESENT)),
    ],
)
def test_the_chair_does_not_make_up_for_a_majority_that_asks_for_more(
    text: str, requirement: Requirement
) -> None:
    result = voted(text, requirement, Rules(ties=Ties.CHAIR), chair="a")
    assert (result.outcome, result.why) == (NO, Why.TOO_FEW)


def test_a_weighted_tie_is_one_of_weight() -> None:
    assert voted("a2+ b- c-").why is Why.TIE
    assert voted("a2+ b- c- d+").why is Why.ENOUGH


@pytest.mark.parametrize(
    ("recusals", "outcome", "quorum", "majority"),
    [
        # six seats, one recused who stays in the room: entitled, present, needed; needed of an absolute majority, total
        (Recusals.EXCLUDED, YES, (5, 3, 3), (3, 5)),
        (Recusals.STILL_ENTITLED, NONE, (6, 3, 4), (4, 6)),
        (Recusals.FOR_QUORUM, YES, (6, 4, 4), (3, 5)),
    ],
)
def test_a_recusal_changes_quorum_and_majority(
    recusals: Recusals, outcome: Outcome, quorum: tuple[int, ...], majority: tuple[int, int]
) -> None:
    result = voted("a+ b+ c+ d! e/ f/", M.ABSOLUTE, Rules(HALF, recusals=recusals))
    there = result.quorum
    assert (result.outcome, (there.entitled, there.present, there.needed)) == (outcome, quorum)
    assert ((result.needed, result.total), result.recused) == (majority, ("d",))


def test_all_recused_decide_nothing() -> None:
    for recusals in Recusals:
        result = voted("a! b!", M.SIMPLE, Rules(recusals=recusals))
        expected = NO if recusals is Recusals.FOR_QUORUM else NONE
        assert result.outcome is expected


@pytest.mark.parametrize(
    ("text", "quorum", "needed", "reached"),
    [
        ("a+ b+ c/ d/", HALF, 3, False),
        ("a+ b+ c+ d/", HALF, 3, True),
        ("a+ b+ c/ d/", Quorum(Fraction(1, 2)), 2, True),
        ("a+ b+ c/ d/ e/ f/ g/", Quorum(Fraction(1, 3)), 3, False),
        ("a+ b+ c+ x* y*", Quorum(Fraction(1)), 3, True),
        ("a+ b/ x*", HALF, 2, False),
        ("a3+ b/ c/", HALF, 2, False),
        ("a3+ b/ c/", Quorum(Fraction(1, 2), strict=True, weighted=True), 3, True),
        ("a+ b3/ c+", Quorum(Fraction(1, 2), weighted=True), 3, False),
        ("a+ b+", Quorum(seats=3), 0, False),
        ("a+ b+ c.", Quorum(seats=3), 0, True),
        ("a/ b/", Quorum(), 0, False),
    ],
)
def test_quorum(text: str, quorum: Quorum, needed: int, reached: bool) -> None:
    rules = Rules(quorum)
    standing = quorum_of(Line(text).room(rules), rules)
    assert (standing.needed, standing.is_reached) == (needed, reached)


def test_who_leaves_takes_the_quorum_along() -> None:
    seats = [Seat(name) for name in "abc"]
    here = [Presence("a", NINE), Presence("b", NINE, TEN), Presence("c", TEN)]
    rules = Rules(Quorum(Fraction(2, 3)))

    def at(hour: int, minute: int) -> tuple[list[str], bool]:
        room = room_at(seats, here, at=NINE.replace(hour=hour, minute=minute), rules=rules)
        return sorted(room.taking_part), quorum_of(room, rules).is_reached

    assert at(8, 59) == ([], False)
    assert at(9, 0) == (["a", "b"], True)
    assert at(9, 59) == (["a", "b"], True)
    assert at(10, 0) == (["a", "c"], True)
    gone = room_at(seats, here[:2], at=TEN, rules=rules)
    assert not quorum_of(gone, rules).is_reached


def test_ballots_of_who_may_not_vote_are_set_aside() -> None:
    rules = Rules()
    room = Line("a+ b! c/ x*").room(rules)
    given = dict.fromkeys("abcxz", Choice.FOR)
    result = decide(room, count(room, given), Requirement(M.SIMPLE), rules)
    assert (result.tally.in_favour.seats, result.tally.aside) == (
        1,
        (
            Aside("b", SetAside.RECUSED),
            Aside("c", SetAside.ABSENT),
            Aside("x", SetAside.OBSERVER),
            Aside("z", SetAside.NO_SEAT),
        ),
    )


SEATS = [Seat(name) for name in "abcd"] + [Seat("x", is_observer=True)]


@pytest.mark.parametrize(
    ("here", "most", "recused", "proxies", "aside"),
    [
        ([("a", ""), ("b", "a")], 1, "", {"b": "a"}, {}),
        ([("a", ""), ("b", "a")], 0, "", {}, {"b": SetAside.TOO_MANY}),
        ([("a", ""), ("b", "a"), ("c", "a")], 1, "", {"b": "a"}, {"c": SetAside.TOO_MANY}),
        ([("a", ""), ("b", "a"), ("c", "a")], 2, "", {"b": "a", "c": "a"}, {}),
        ([("a", ""), ("b", "c")], 1, "", {}, {"b": SetAside.NO_CARRIER}),
        ([("a", ""), ("b", "a"), ("c", "b")], 2, "", {"b": "a"}, {"c": SetAside.NO_CARRIER}),
        ([("x", ""), ("b", "x")], 1, "", {}, {"b": SetAside.NO_CARRIER}),
        ([("a", ""), ("b", "a")], 1, "a", {}, {"b": SetAside.NO_CARRIER}),
        ([("a", ""), ("b", "a"), ("c", "a")], 1, "b", {"c": "a"}, {}),
        ([("a", ""), ("b", ""), ("b", "a")], 1, "", {}, {}),
        ([("a", ""), ("c", ""), ("b", "d"), ("b", "a")], 1, "", {"b": "a"}, {}),
    ],
)
def test_proxies(
    here: list[tuple[str, str]],
    most: int,
    recused: str,
    proxies: dict[str, str],
    aside: dict[str, SetAside],
) -> None:
    rules = Rules(most_proxies=most)
    presences = [Presence(seat, NINE, carrier=carrier) for seat, carrier in here]
    room = room_at(SEATS, presences, at=TEN, rules=rules, recused=recused)
    assert (room.proxies, {one.seat: one.why for one in room.aside}) == (proxies, aside)
    assert proxies.keys() <= room.taking_part


def test_a_proxy_falls_with_who_carries_it_and_votes_meanwhile() -> None:
    rules = Rules(most_proxies=1)
    here = [Presence("a", NINE, TEN), Presence("b", NINE, carrier="a"), Presence("c", NINE)]
    before = room_at(SEATS, here, at=NINE, rules=rules)
    result = decide(
        before,
        count(before, {"a": Choice.FOR, "b": Choice.FOR, "c": Choice.AGAINST}),
        Requirement(M.SIMPLE),
        rules,
    )
    assert (result.outcome, result.tally.in_favour.seats) == (YES, 2)
    after = room_at(SEATS, here, at=TEN, rules=rules)
    assert sorted(after.taking_part) == ["c"]


def test_a_secret_ballot_is_counted_without_names() -> None:
    rules = Rules(HALF, ties=Ties.CHAIR)
    room = Line("a. b. c. d. x*").room(rules)
    tally = count_secret(room, ["a", "b", "d"], {Choice.FOR: 2, Choice.AGAINST: 1})
    result = decide(room, tally, Requirement(M.SIMPLE), rules)
    assert (result.outcome, tally.silent.seats, tally.casting, tally.is_secret) == (YES, 1, None, True)
    tied = count_secret(room, ["a", "b"], {Choice.FOR: 1, Choice.AGAINST: 1})
    assert decide(room, tied, Requirement(M.SIMPLE), rules).why is Why.TIE_CHAIR_UNKNOWN


@pytest.mark.parametrize(
    ("text", "roll", "counters"),
    [
        ("a. b.", ["a", "b"], {Choice.FOR: 1}),
        ("a. b.", ["a", "a"], {Choice.FOR: 2}),
        ("a. b/", ["a", "b"], {Choice.FOR: 2}),
        ("a. b!", ["a", "b"], {Choice.FOR: 2}),
        ("a. x*", ["a", "x"], {Choice.FOR: 2}),
        ("a. b2.", ["a"], {Choice.FOR: 1}),
        ("a. b.", ["a"], {Choice.FOR: 2, Choice.AGAINST: -1}),
    ],
)
def test_a_secret_ballot_that_does_not_add_up_is_refused(
    text: str, roll: list[str], counters: dict[Choice, int]
) -> None:
    with pytest.raises(ValueError, match=r"roll|weight"):
        count_secret(Line(text).room(Rules()), roll, counters)


def test_who_may_sit_and_as_what() -> None:
    given = [
        Mandate("curia", "Ada", Manner.SUBSTITUTE),
        Mandate("curia", "Ada", Manner.DELEGATE, date(2026, 1, 1), date(2026, 6, 30)),
        Mandate("curia", "Bruno", Manner.HOLDER, until=date(2025, 12, 31)),
    ]

    def sits(person: str, day: date, seat: str = "curia") -> Manner | None:
        return manner_of(given, seat=seat, person=person, on=day)

    assert sits("Ada", date(2026, 1, 1)) is Manner.DELEGATE
    assert sits("Ada", date(2026, 7, 1)) is Manner.SUBSTITUTE
    assert sits("Bruno", date(2025, 12, 31)) is Manner.HOLDER
    assert sits("Bruno", date(2026, 1, 1)) is None
    assert sits("Ada", date(2026, 1, 1), "comune") is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Requirement(M.SIMPLE, B.ENTITLED),
        lambda: Requirement(M.ABSOLUTE, B.VOTES),
        lambda: Requirement(M.SIMPLE, objections=1),
        lambda: Requirement(M.CONSENSUS, objections=-1),
        lambda: Quorum(Fraction(3, 2)),
        lambda: Quorum(Fraction(1), strict=True),
        lambda: Quorum(seats=-1),
        lambda: Rules(most_proxies=-1),
        lambda: Seat("a", 0),
        lambda: Seat("a", 0.5),  # type: ignore[arg-type]
        lambda: room_at([Seat("a"), Seat("a", is_observer=True)], [], at=NINE, rules=Rules()),
    ],
)
def test_impossible_rules_are_refused(make: object) -> None:
    with pytest.raises(ValueError, match=r"a |no |only|two"):
        make()  # type: ignore[operator]


def test_fractions_of_weight_are_exact() -> None:
    third = Fraction(1, 3)
    room = room_at(
        [Seat("a", third), Seat("b", third), Seat("c", third)],
        [Presence(name, NINE) for name in "abc"],
        at=NINE,
        rules=Rules(),
    )
    given = count(room, {"a": Choice.FOR, "b": Choice.FOR, "c": Choice.AGAINST})
    result = decide(room, given, Requirement(M.TWO_THIRDS), Rules())
    assert (result.outcome, result.needed, result.total) == (YES, Fraction(2, 3), 1)


@pytest.mark.parametrize(
    ("text", "requirement", "rules", "said"),
    [
        (
            "a+ b+ c- d! e/",
            Requirement(M.TWO_THIRDS),
            Rules(HALF),
            [
                "Seats entitled: 4; present: 3; needed for the quorum: 3.",
                "Seats recused on this matter: 1.",
                "Votes in favour: 2; against: 1; abstained: 0; present without voting: 0.",
                "Two thirds of the votes are needed: at least 2 of 3.",
                "Adopted: 2 in favour, 2 needed.",
            ],
        ),
        (
            "a2+ b/",
            Requirement(M.SIMPLE),
            Rules(Quorum(Fraction(1), seats=2, weighted=True)),
            [
                "Voting weight entitled: 3; present: 2; needed for the quorum: 3.",
                "Seats present: 1; the quorum asks for at least 2.",
                "Nothing was decided: the quorum was not there.",
            ],
        ),
        (
            "a2+ b-",
            Requirement(M.CONSENSUS),
            Rules(),
            [
                "Seats entitled: 2; present: 2; needed for the quorum: 0.",
                "Weight of the votes in favour: 2; against: 1; abstained: 0; present without voting: 0.",
                "A consensus is needed: somebody in favour and no more than 0 objections.",
                "Not adopted: there is no consensus; objections: 1.",
            ],
        ),
    ],
)
def test_the_result_is_explained(text: str, requirement: Requirement, rules: Rules, said: list[str]) -> None:
    assert [str(sentence) for sentence in explained(voted(text, requirement, rules))] == said


def test_what_did_not_count_is_said() -> None:
    rules = Rules()
    room = Line("a+ b/").room(rules)
    result = decide(room, count(room, dict.fromkeys("ab", Choice.FOR)), Requirement(M.SIMPLE), rules)
    assert "Proxies and ballots that did not count: 1." in [str(one) for one in explained(result)]
