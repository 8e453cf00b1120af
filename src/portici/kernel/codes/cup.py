"""CUP, *codice unico di progetto*: the code of a public investment project.

Source: opencup.gov.it says 15 letters and digits. The stricter pattern below was derived from published codes
(all of 7,807 follow it) and nobody has promised it, so that a code unlike it is only a warning. There is no
public check digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Code, Parsed, check_by_hand, error, squeeze, warning

_SHAPE = re.compile(r"[0-9A-Z]{15}")
_USUAL = re.compile(r"[B-J][1-9]{2}[B-J]([0-9]{2})[0-9]{5}000[1-9]")


@dataclass(frozen=True, slots=True, order=True)
class Cup(Code):
    """A CUP: 15 letters and digits.

    >>> Cup.parse("f39g 1600 0350 007").require()
    Cup(text='F39G16000350007')
    >>> Cup.parse("F31J2400006001").ok  # one character too few
    False
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless 15 letters and digits; warning when unlike the published codes."""
        code = squeeze(text)
        if not _SHAPE.fullmatch(code):
            return Parsed(
                None,
                (
                    error(
                        "cup.shape",
                        text,
                        Message(
                            gettext_noop("A CUP has 15 letters and digits; this has %(length)s characters."),
                            {"length": len(code)},
                        ),
                        Message(gettext_noop("Copy it whole from the project's decision or from OpenCUP.")),
                    ),
                ),
            )
        if _USUAL.fullmatch(code):
            return Parsed(cls(code))
        accepted = Message(gettext_noop("Published CUPs look like F39G16000350007."))
        return Parsed(cls(code), (warning("cup.unusual", text, accepted, check_by_hand()),))

    @property
    def year(self) -> int | None:
        """The year in characters 5 and 6 (from 70 on: 19xx); None when unlike the published codes.

        >>> Cup("F39G16000350007").year, Cup("F39G95000350007").year, Cup("AAAAAAAAAAAAAAA").year
        (2016, 1995, None)
        """
        match = _USUAL.fullmatch(self.text)
        if match is None:
            return None
        digits = int(match[1])
        return digits + (1900 if digits >= 70 else 2000)
