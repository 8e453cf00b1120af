"""What a body's rules say of a vote, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Majority(StrEnum):
    """How many must be in favour."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    UNANIMITY = "unanimity"
    CONSENSUS = "consensus"


class Base(StrEnum):
    """Of what the majority is a share: the votes given, those present at the vote, all who are entitled."""

    VOTES = "votes"
    PRESENT = "present"
    ENTITLED = "entitled"


class Abstentions(StrEnum):
    """What an abstention is: present but no vote, a vote that is not in favour, or an absence."""

    NOT_VOTES = "not_votes"
    VOTES = "votes"
    ABSENT = "absent"


class Recusals(StrEnum):
    """What a recused seat is for quorum and majority.

    EXCLUDED: neither entitled nor present. STILL_ENTITLED: one of the entitled who is not there. FOR_QUORUM: counted for the
    quorum while in the meeting, not for the majority.
    """

    EXCLUDED = "excluded"
    STILL_ENTITLED = "still_entitled"
    FOR_QUORUM = "for_quorum"


class Ties(StrEnum):
    """What becomes of as many votes for as against: nothing is adopted, the chair's vote prevails, or one votes again."""

    NOT_ADOPTED = "not_adopted"
    CHAIR = "chair"
    AGAIN = "again"


#: Share of the base that must be in favour, and whether it must be passed.
SHARES: dict[Majority, tuple[Fraction, bool]] = {
    Majority.SIMPLE: (Fraction(1, 2), True),
    Majority.ABSOLUTE: (Fraction(1, 2), True),
    Majority.TWO_THIRDS: (Fraction(2, 3), False),
    Majority.THREE_QUARTERS: (Fraction(3, 4), False),
    Majority.UNANIMITY: (Fraction(1), False),
    Majority.CONSENSUS: (Fraction(0), True),
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """The majority that a kind of matter asks for.

    An absolute majority is of the entitled by its name, a simple one never is. A consensus asks for somebody in favour and
    no more than `objections` seats against: there a vote against is an objection.

    >>> Requirement(Majority.ABSOLUTE).of
    <Base.ENTITLED: 'entitled'>
    """

    majority: Majority
    base: Base | None = None
    objections: int = 0

    def __post_init__(self) -> None:
        if (self.majority is Majority.ABSOLUTE) != (self.of is Base.ENTITLED) and self.majority in (
            Majority.ABSOLUTE,
            Majority.SIMPLE,
        ):
            raise ValueError(
                "an absolute majority is of the entitled, a simple one of the votes or the present"
            )
        if self.objections < 0 or (self.objections and self.majority is not Majority.CONSENSUS):
            raise ValueError("only a consensus bears objections")

    @property
    def of(self) -> Base:
        """The base said, or the usual one of the majority."""
        return self.base or (Base.ENTITLED if self.majority is Majority.ABSOLUTE else Base.VOTES)

    @property
    def share(self) -> Fraction:
        return SHARES[self.majority][0]

    @property
    def strict(self) -> bool:
        """Whether more than the share is needed, rather than the share itself."""
        return SHARES[self.majority][1]


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who must be there: a share of the entitled (`strict`: more than it), and at least so many seats.

    `weighted`: the share is of the voting weight; else each seat is one.
    """

    share: Fraction = Fraction(0)
    strict: bool = False
    seats: int = 0
    weighted: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or (self.strict and self.share == 1) or self.seats < 0:
            raise ValueError("a share from 0 to 1 that can be reached, and no fewer than 0 seats")


@dataclass(frozen=True, slots=True)
class Rules:
    """A body's rules of voting; `most_proxies`: for how many other seats one seat may vote, 0 for none."""

    quorum: Quorum = Quorum()
    abstentions: Abstentions = Abstentions.NOT_VOTES
    recusals: Recusals = Recusals.EXCLUDED
    ties: Ties = Ties.NOT_ADOPTED
    most_proxies: int = 0

    def __post_init__(self) -> None:
        if self.most_proxies < 0:
            raise ValueError("no fewer than 0 proxies")
