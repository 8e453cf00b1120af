"""CUI, *codice unico intervento*: the code of a purchase or work in a body's three-year programme.

Source: L (works), S (services) or F (supplies), the body's fiscal code (11 digits), the year of the
programme, 5 digits, e.g. `S01232710374202500027`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .fiscal import FiscalCode
from .parsed import Code, Parsed, check_by_hand, error, squeeze, warning

_SHAPE = re.compile(r"[LSF][0-9]{20}")


@dataclass(frozen=True, slots=True, order=True)
class Cui(Code):
    """A CUI: a letter and 20 digits.

    >>> cui = Cui.parse("S 01232710374 2025 00027").require()
    >>> cui.kind, str(cui.fiscal_code), cui.year, cui.number
    ('S', '01232710374', 2025, 27)
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error when the shape is another; warnings for a fiscal code or a year that cannot be right."""
        code = squeeze(text)
        if not _SHAPE.fullmatch(code):
            accepted = Message(
                gettext_noop("A CUI is L, S or F and 20 digits; this has %(length)s characters."),
                {"length": len(code)},
            )
            todo = Message(gettext_noop("Copy it whole from the three-year programme."))
            return Parsed(None, (error("cui.shape", text, accepted, todo),))
        cui = cls(code)
        findings = []
        if not FiscalCode.parse(str(cui.fiscal_code)).ok:
            accepted = Message(
                gettext_noop(
                    "Characters 2 to 12 are the body's fiscal code; the check digit of %(code)s is wrong."
                ),
                {"code": str(cui.fiscal_code)},
            )
            findings.append(warning("cui.fiscal_code", text, accepted, check_by_hand()))
        if not 2000 <= cui.year <= 2100:
            accepted = Message(
                gettext_noop("Characters 13 to 16 are the year; %(year)s is not a likely one."),
                {"year": f"{cui.year:04}"},
            )
            findings.append(warning("cui.year", text, accepted, check_by_hand()))
        return Parsed(cui, tuple(findings))

    @property
    def kind(self) -> str:
        """`L` works, `S` services, `F` supplies."""
        return self.text[0]

    @property
    def fiscal_code(self) -> FiscalCode:
        """The fiscal code of the body whose programme it is."""
        return FiscalCode(self.text[1:12])

    @property
    def year(self) -> int:
        return int(self.text[12:16])

    @property
    def number(self) -> int:
        return int(self.text[16:])
