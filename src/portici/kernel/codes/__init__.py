"""Codes that Italian administrations give to projects, tenders, bodies, schools and places.

Each code is a frozen value, made with its class method `parse(text)`, which answers with a `Parsed`: the
value in its one spelling, and what the check found. `str(value)` is that spelling, and `parse` gives it
back unchanged.
"""

from .asked import phrases
from .cig import Cig
from .cup import Cup
from .fiscal import FiscalCode
from .ipa import IpaCode
from .istat import IstatComuneCode
from .parsed import Code, Parsed
from .project import ProjectCode
from .school import SchoolCode
from .vat import VatNumber

__all__ = [
    "Cig",
    "Code",
    "Cup",
    "FiscalCode",
    "IpaCode",
    "IstatComuneCode",
    "Parsed",
    "ProjectCode",
    "SchoolCode",
    "VatNumber",
    "phrases",
]
