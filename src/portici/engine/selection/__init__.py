"""Target areas by a stated rule: a threshold, the k most distressed, or the set that covers most under limits.

    areas = areas_of(keys, index, residents, groups=quartieri, neighbours=weights)
    chosen = choose(BestSet(most_areas=10, one_per_group=True, contiguous=Contiguous.AS_ONE), areas)
    moved = moves(chosen, areas)
    why = reasons(chosen, areas, moved)

spopt does the covering part through pulp, of which the building alone takes as long as the solution here; it knows neither groups nor contiguity.
"""

from .areas import Areas, areas_of
from .clash import Infeasible, WayOut
from .moves import Move, moves
from .reasons import reasons
from .rules import BestSet, Contiguous, Coverage, Effort, Limit, MostDistressed, Rule, Threshold
from .selection import NextBest, Selection, choose, price_of

__all__ = [
    "Areas",
    "BestSet",
    "Contiguous",
    "Coverage",
    "Effort",
    "Infeasible",
    "Limit",
    "MostDistressed",
    "Move",
    "NextBest",
    "Rule",
    "Selection",
    "Threshold",
    "WayOut",
    "areas_of",
    "choose",
    "moves",
    "price_of",
    "reasons",
]
