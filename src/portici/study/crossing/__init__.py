"""Needs against opportunities: of each open need, who and what is near that works on its theme; and which has nobody."""

from .needs import Crossing, NeedRow, cross_area, cross_need
from .things import Near, Thing, ThingKind

#: Metres that a reader may choose: a few minutes on foot, ten, and half an hour.
RADII = (400, 800, 2000)
RADIUS = 800

__all__ = [
    "RADII",
    "RADIUS",
    "Crossing",
    "Near",
    "NeedRow",
    "Thing",
    "ThingKind",
    "cross_area",
    "cross_need",
]
