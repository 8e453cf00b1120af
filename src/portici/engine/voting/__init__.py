"""Who may vote, whether enough are there, and what a vote decided: computed exactly, and explained.

    room = room_at(seats, presences, at=moment, recused={"uni"}, rules=rules)
    tally = count(room, {"comune": Choice.FOR, "curia": Choice.AGAINST}, chair="comune")
    result = decide(room, tally, Requirement(Majority.TWO_THIRDS), rules)
    result.outcome, [str(sentence) for sentence in explained(result)]

Weights are whole numbers or fractions, never floats: two thirds of a sum is compared as it is.
"""

from .mandates import Mandate, Manner, manner_of
from .reasons import explained
from .room import Aside, Presence, Room, Seat, SetAside, room_at
from .rules import SHARES, Abstentions, Base, Majority, Quorum, Recusals, Requirement, Rules, Ties
from .tally import Choice, Counted, Tally, count, count_secret
from .verdict import Outcome, Standing, VoteResult, Why, decide, quorum_of

__all__ = [
    "SHARES",
    "Abstentions",
    "Aside",
    "Base",
    "Choice",
    "Counted",
    "Majority",
    "Mandate",
    "Manner",
    "Outcome",
    "Presence",
    "Quorum",
    "Recusals",
    "Requirement",
    "Room",
    "Rules",
    "Seat",
    "SetAside",
    "Standing",
    "Tally",
    "Ties",
    "VoteResult",
    "Why",
    "count",
    "count_secret",
    "decide",
    "explained",
    "manner_of",
    "quorum_of",
    "room_at",
]
