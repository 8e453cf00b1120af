"""The rules by which target areas are proposed, as an office states them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Contiguous(StrEnum):
    """What must hang together: nothing; what is chosen of each group; all that is chosen."""

    NO = "no"
    IN_EACH_GROUP = "in each group"
    AS_ONE = "as one"


class Coverage(StrEnum):
    """What a set covers, to be as large as can be: residents times index, or residents in distress as counted."""

    RESIDENTS_TIMES_INDEX = "residents times index"
    DISTRESSED_RESIDENTS = "distressed residents"


class Limit(StrEnum):
    """The parts of a rule for the best set that may let an area in or keep it out."""

    AREAS = "areas"
    RESIDENTS = "residents"
    GROUPS = "groups"
    CONTIGUITY = "contiguity"


@dataclass(frozen=True)
class Threshold:
    """Every area whose index is `at_least` this."""

    at_least: float


@dataclass(frozen=True)
class MostDistressed:
    """The `number` areas with the highest index; of equal ones those with more residents, then by key."""

    number: int


@dataclass(frozen=True)
class BestSet:
    """The set that covers most, with at most `most_areas` areas and `most_residents` residents where these are given.

    `one_per_group` asks for at least one area of each group, or of each of `groups` where named.
    """

    most_areas: int | None = None
    most_residents: int | None = None
    one_per_group: bool = False
    groups: tuple[str, ...] = ()
    contiguous: Contiguous = Contiguous.NO
    coverage: Coverage = Coverage.RESIDENTS_TIMES_INDEX

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What this rule asks for."""
        asked = {
            Limit.AREAS: self.most_areas is not None,
            Limit.RESIDENTS: self.most_residents is not None,
            Limit.GROUPS: self.one_per_group,
            Limit.CONTIGUITY: self.contiguous is not Contiguous.NO,
        }
        return tuple(limit for limit, here in asked.items() if here)

    def without(self, *limits: Limit) -> BestSet:
        """The same rule, less these.

        >>> BestSet(most_areas=3, one_per_group=True).without(Limit.AREAS).limits
        (<Limit.GROUPS: 'groups'>,)
        """
        return replace(
            self,
            most_areas=None if Limit.AREAS in limits else self.most_areas,
            most_residents=None if Limit.RESIDENTS in limits else self.most_residents,
            one_per_group=self.one_per_group and Limit.GROUPS not in limits,
            contiguous=Contiguous.NO if Limit.CONTIGUITY in limits else self.contiguous,
        )


Rule = Threshold | MostDistressed | BestSet


@dataclass(frozen=True)
class Effort:
    """How long to look for a proof. The limits of rounds and nodes give the same answer on every machine, that of seconds may not."""

    rounds: int = 400
    nodes: int = 200_000
    seconds: float = 60.0


#: Enough for a city's areas; a search that takes longer ends with its bound.
USUAL = Effort()
