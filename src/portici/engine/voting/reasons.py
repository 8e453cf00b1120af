"""A result in sentences that cite its numbers: who was entitled and there, what was needed, how one voted, why."""

from __future__ import annotations

from fractions import Fraction

from portici.kernel.findings import Message, gettext_noop

from .rules import Base, Majority
from .verdict import Standing, VoteResult, Why


def explained(result: VoteResult) -> tuple[Message, ...]:
    """Quorum, votes, what the majority asks for, what settled it; a sentence each.

    >>> from datetime import datetime
    >>> from portici.engine.voting import Choice, Presence, Requirement, Rules, Seat, count, decide, room_at
    >>> nine = datetime(2026, 3, 2, 9)
    >>> room = room_at([Seat("a"), Seat("b")], [Presence("a", nine), Presence("b", nine)], at=nine, rules=Rules())
    >>> given = count(room, {"a": Choice.FOR, "b": Choice.ABSTAIN})
    >>> for sentence in explained(decide(room, given, Requirement(Majority.SIMPLE), Rules())): print(sentence)
    Seats entitled: 2; present: 2; needed for the quorum: 0.
    Votes in favour: 1; against: 0; abstained: 1; present without voting: 0.
    More than half of the votes is needed: at least 1 of 1.
    Adopted: 1 in favour, 1 needed.
    """
    sentences = [_quorum(result.quorum)]
    if result.quorum.seats_needed:
        sentences.append(Message(_SEATS, _seats(result.quorum)))
    if result.recused:
        sentences.append(Message(_RECUSED, {"number": len(result.recused)}))
    if result.why is not Why.NO_QUORUM:
        sentences += [_votes(result), _needed(result)]
    if result.aside:
        sentences.append(Message(_ASIDE, {"number": len(result.aside)}))
    params = {"for": _shown(result.tally.in_favour.weight), "needed": _shown(result.needed)}
    return (*sentences, Message(_WHY[result.why], params | {"objections": result.tally.against.seats}))


def _quorum(quorum: Standing) -> Message:
    numbers = {name: _shown(getattr(quorum, name)) for name in ("entitled", "present", "needed")}
    return Message(_QUORUM_WEIGHT if quorum.is_weighted else _QUORUM, numbers)


def _seats(quorum: Standing) -> dict[str, object]:
    return {"seats": quorum.seats, "needed": quorum.seats_needed}


def _votes(result: VoteResult) -> Message:
    tally = result.tally
    sides = (tally.in_favour, tally.against, tally.abstained, tally.silent)
    weighted = any(side.weight != side.seats for side in sides)
    names = ("for", "against", "abstained", "silent")
    numbers = {name: _shown(side.weight) for name, side in zip(names, sides, strict=True)}
    return Message(_VOTES_WEIGHT if weighted else _VOTES, numbers)


def _needed(result: VoteResult) -> Message:
    requirement = result.requirement
    if requirement.majority is Majority.CONSENSUS:
        return Message(_CONSENSUS, {"objections": requirement.objections})
    params = {"needed": _shown(result.needed), "total": _shown(result.total)}
    return Message(_NEEDED[requirement.majority, requirement.of], params)


def _shown(number: Fraction) -> str:
    """A whole number, or a fraction as it is written."""
    return str(number)


_QUORUM = gettext_noop(
    "Seats entitled: %(entitled)s; present: %(present)s; needed for the quorum: %(needed)s."
)
_QUORUM_WEIGHT = gettext_noop(
    "Voting weight entitled: %(entitled)s; present: %(present)s; needed for the quorum: %(needed)s."
)
_SEATS = gettext_noop("Seats present: %(seats)s; the quorum asks for at least %(needed)s.")
_RECUSED = gettext_noop("Seats recused on this matter: %(number)s.")
_VOTES = gettext_noop(
    "Votes in favour: %(for)s; against: %(against)s; abstained: %(abstained)s; present without voting: %(silent)s."
)
_VOTES_WEIGHT = gettext_noop(
    "Weight of the votes in favour: %(for)s; against: %(against)s; abstained: %(abstained)s; present without voting: %(silent)s."
)
_CONSENSUS = gettext_noop(
    "A consensus is needed: somebody in favour and no more than %(objections)s objections."
)
_ASIDE = gettext_noop("Proxies and ballots that did not count: %(number)s.")
_NEEDED: dict[tuple[Majority, Base], str] = {
    (Majority.SIMPLE, Base.VOTES): gettext_noop(
        "More than half of the votes is needed: at least %(needed)s of %(total)s."
    ),
    (Majority.SIMPLE, Base.PRESENT): gettext_noop(
        "More than half of those present is needed: at least %(needed)s of %(total)s."
    ),
    (Majority.ABSOLUTE, Base.ENTITLED): gettext_noop(
        "More than half of those entitled is needed: at least %(needed)s of %(total)s."
    ),
    (Majority.TWO_THIRDS, Base.VOTES): gettext_noop(
        "Two thirds of the votes are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.TWO_THIRDS, Base.PRESENT): gettext_noop(
        "Two thirds of those present are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.TWO_THIRDS, Base.ENTITLED): gettext_noop(
        "Two thirds of those entitled are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.THREE_QUARTERS, Base.VOTES): gettext_noop(
        "Three quarters of the votes are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.THREE_QUARTERS, Base.PRESENT): gettext_noop(
        "Three quarters of those present are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.THREE_QUARTERS, Base.ENTITLED): gettext_noop(
        "Three quarters of those entitled are needed: at least %(needed)s of %(total)s."
    ),
    (Majority.UNANIMITY, Base.VOTES): gettext_noop("All the votes are needed: %(needed)s of %(total)s."),
    (Majority.UNANIMITY, Base.PRESENT): gettext_noop(
        "All those present are needed: %(needed)s of %(total)s."
    ),
    (Majority.UNANIMITY, Base.ENTITLED): gettext_noop(
        "All those entitled are needed: %(needed)s of %(total)s."
    ),
}
_WHY: dict[Why, str] = {
    Why.NO_QUORUM: gettext_noop("Nothing was decided: the quorum was not there."),
    Why.NOBODY_IN_FAVOUR: gettext_noop("Not adopted: nobody was in favour."),
    Why.ENOUGH: gettext_noop("Adopted: %(for)s in favour, %(needed)s needed."),
    Why.TOO_FEW: gettext_noop("Not adopted: %(for)s in favour, %(needed)s needed."),
    Why.NO_OBJECTION: gettext_noop("Adopted by consensus; objections: %(objections)s."),
    Why.OBJECTIONS: gettext_noop("Not adopted: there is no consensus; objections: %(objections)s."),
    Why.TIE: gettext_noop("Not adopted: as many votes in favour as against."),
    Why.TIE_AGAIN: gettext_noop("Not decided: as many votes in favour as against, so one votes again."),
    Why.TIE_CHAIR_FOR: gettext_noop("Adopted: as many votes in favour as against, and the chair's prevails."),
    Why.TIE_CHAIR_AGAINST: gettext_noop(
        "Not adopted: as many votes in favour as against, and the chair's prevails."
    ),
    Why.TIE_CHAIR_UNKNOWN: gettext_noop(
        "Not adopted: as many votes in favour as against, and no vote of the chair that could prevail."
    ),
}
