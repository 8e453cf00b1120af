"""Who steers, and what was decided: bodies, their members and rules, numbered decisions with their grounds."""

from .bodies import Body, BodyKind, Delegate, Manner, Member
from .decisions import Decision, Ground
from .rulebooks import BodyRules, Matter, MatterMajority

__all__ = [
    "Body",
    "BodyKind",
    "BodyRules",
    "Decision",
    "Delegate",
    "Ground",
    "Manner",
    "Matter",
    "MatterMajority",
    "Member",
]
