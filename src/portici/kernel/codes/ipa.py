"""IPA code: a public body's name in the national index (*Indice dei domicili digitali della PA*).

Source: indicepa.gov.it, column `Codice_IPA`: lower-case letters, digits and underscores, e.g. `c_a944`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Code, Parsed, error, lower

_SHAPE = re.compile(r"[a-z0-9_]{2,40}")


@dataclass(frozen=True, slots=True, order=True)
class IpaCode(Code):
    """A body's code in the national index.

    >>> IpaCode.parse(" C_A944 ").require()
    IpaCode(text='c_a944')
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless 2 to 40 letters, digits and underscores, whatever their case."""
        code = lower(text.strip())
        if _SHAPE.fullmatch(code):
            return Parsed(cls(code))
        accepted = Message(
            gettext_noop("An IPA code is made of letters, digits and underscores, like c_a944.")
        )
        todo = Message(gettext_noop("Look the body up at indicepa.gov.it and copy its “Codice IPA”."))
        return Parsed(None, (error("ipa.shape", text, accepted, todo),))
