"""CIG, *codice identificativo gara*: the code of a tender lot, given by the anti-corruption authority (ANAC).

Source: 10 letters and digits, as in all of 161 published codes checked. A simplified ("smart") CIG starts
with X, Y or Z.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Code, Parsed, error, squeeze, warning

_SHAPE = re.compile(r"[0-9A-Z]{10}")
_FILLER = "0" * 10


@dataclass(frozen=True, slots=True, order=True)
class Cig(Code):
    """A CIG: 10 letters and digits.

    >>> Cig.parse(" z1a2b3c4d5 ").require().is_smart
    True
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless 10 letters and digits; warning for ten zeros, which some write for "none"."""
        code = squeeze(text)
        accepted = Message(
            gettext_noop("A CIG has 10 letters and digits; this has %(length)s characters."),
            {"length": len(code)},
        )
        if not _SHAPE.fullmatch(code):
            todo = Message(gettext_noop("Copy it whole from the tender notice or from ANAC's portal."))
            return Parsed(None, (error("cig.shape", text, accepted, todo),))
        if code == _FILLER:
            accepted = Message(gettext_noop("Ten zeros usually stand for “no CIG”."))
            todo = Message(gettext_noop("Leave the field empty if there is no CIG."))
            return Parsed(cls(code), (warning("cig.filler", text, accepted, todo),))
        return Parsed(cls(code))

    @property
    def is_smart(self) -> bool:
        """Whether it was given under the simplified procedure for small purchases."""
        return self.text[0] in "XYZ"
