"""What the office's form says of an index, and the specification in TOML that says the same.

The specification is the one truth. `read` gives the choices of one that the form can show whole, None for another: then the
expert's box is the only way, and `unshown` names what the form has no place for, line by line. Whether it can is tried, not
guessed: what is written back must mean the same.
"""

from .lost import Unshown
from .methods import AGGREGATES, LEVEL_MISSINGS, MISSINGS, NORMALISATIONS, OUTLIERS, TRANSFORMS
from .reading import read, unshown
from .said import COMPONENTS, DIVIDED, GIVEN, Choices, IndicatorChoice, LevelChoice
from .writing import codes_of, written

__all__ = [
    "AGGREGATES",
    "COMPONENTS",
    "DIVIDED",
    "GIVEN",
    "LEVEL_MISSINGS",
    "MISSINGS",
    "NORMALISATIONS",
    "OUTLIERS",
    "TRANSFORMS",
    "Choices",
    "IndicatorChoice",
    "LevelChoice",
    "Unshown",
    "codes_of",
    "read",
    "unshown",
    "written",
]
