"""ISTAT's code of a municipality (*codice ISTAT del comune*): 6 digits, 3 of them the province's.

Source: ISTAT, list of codes of administrative units, "Codice Comune formato alfanumerico".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Code, Parsed, error, squeeze, warning

_WRITTEN = re.compile(r"([0-9]{4,6})(?:[.,]0+)?")


@dataclass(frozen=True, slots=True, order=True)
class IstatComuneCode(Code):
    """A municipality: 6 digits, leading zeros kept.

    >>> IstatComuneCode.parse("037006").require()
    IstatComuneCode(text='037006')
    >>> read = IstatComuneCode.parse("37006")  # as a spreadsheet leaves it
    >>> read.require().text, len(read.warnings)
    ('037006', 1)
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless 6 digits; 4 or 5 are filled with zeros and give a warning."""
        match = _WRITTEN.fullmatch(squeeze(text))
        code = match[1].zfill(6) if match else ""
        if not match or code.startswith("000") or code.endswith("000"):
            accepted = Message(gettext_noop("A municipality's ISTAT code has 6 digits, like 037006."))
            todo = Message(gettext_noop("Look it up in ISTAT's list of municipalities."))
            return Parsed(None, (error("istat.shape", text, accepted, todo),))
        if len(match[1]) == 6:
            return Parsed(cls(code))
        accepted = Message(gettext_noop("The code has 6 digits; it was read as %(code)s."), {"code": code})
        todo = Message(gettext_noop("Format the column as text, so that leading zeros stay."))
        return Parsed(cls(code), (warning("istat.zeros", text, accepted, todo),))

    @property
    def province(self) -> str:
        """The code of the province or metropolitan city, e.g. `037`."""
        return self.text[:3]
