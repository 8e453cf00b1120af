"""Cadastral code (*codice catastale*, *codice Belfiore*): a letter and three digits, e.g. A944 for Bologna.

Source: revenue agency. Municipalities have letters A to M; Z is for foreign states, as in fiscal codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Code, Parsed, check_by_hand, error, squeeze, warning

_SHAPE = re.compile(r"[A-Z][0-9]{3}")


@dataclass(frozen=True, slots=True, order=True)
class CadastralCode(Code):
    """A municipality (or, with Z, a foreign state).

    >>> CadastralCode.parse("a944").require()
    CadastralCode(text='A944')
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless a letter and 3 digits; warning for a letter that is not in use."""
        code = squeeze(text)
        if not _SHAPE.fullmatch(code):
            accepted = Message(gettext_noop("A cadastral code is a letter and 3 digits, like A944."))
            todo = Message(gettext_noop("Look it up in the revenue agency's list of municipalities."))
            return Parsed(None, (error("cadastral.shape", text, accepted, todo),))
        if code[0] in "NOPQRSTUVWXY":
            accepted = Message(gettext_noop("The letters in use are A to M, and Z for foreign states."))
            return Parsed(cls(code), (warning("cadastral.letter", text, accepted, check_by_hand()),))
        return Parsed(cls(code))

    @property
    def is_foreign(self) -> bool:
        """Whether it names a foreign state."""
        return self.text.startswith("Z")
