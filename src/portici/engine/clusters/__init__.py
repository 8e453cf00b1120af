"""Where distress gathers: neighbours from the geometry, global and local Moran, corrected for the many tests.

    weights = contiguity(shapes, keys, tolerance=1.0)        # or nearest(), within(), inverse_distance()
    whole = global_moran(values, weights, seed=1)
    parts = local_moran(values, weights, seed=1)
    parts.significant(0.05), parts.quadrants(), parts.islands

libpysal and esda do this too; they are what the bench compares with. They did not serve: libpysal keeps neighbours in
dictionaries of lists, esda copies the values once for every area, so its time grows with the square of the areas, and
its tail counts take draws that equal what was observed as if they were beyond it.
"""

from .contiguity import Contiguity, contiguity
from .discovery import adjusted
from .distances import inverse_distance, least_reach, nearest, points_of, within
from .globally import GlobalMoran, global_moran
from .locally import LocalMoran, Quadrant, Tail, local_moran
from .shapes import in_metres
from .weights import Weights

__all__ = [
    "Contiguity",
    "GlobalMoran",
    "LocalMoran",
    "Quadrant",
    "Tail",
    "Weights",
    "adjusted",
    "contiguity",
    "global_moran",
    "in_metres",
    "inverse_distance",
    "least_reach",
    "local_moran",
    "nearest",
    "points_of",
    "within",
]
