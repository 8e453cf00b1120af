"""The ministry's code of a school (*codice meccanografico*), 10 characters.

The ministry publishes no rule. This one was derived from its open data: all 63,799 different codes of
`SCUANAGRAFESTAT` 2025/26, `SCUANAGRAFEPAR` 2023/24 and the pupils' table 2024/25.

- Characters 1-2: the province's sign (`BO`). 3-4: the kind of school, one of the 36 in `KINDS`. 5-7:
  letters or digits. 8-9: digits. 10: letter or digit. No code departs from this shape: departing is an
  error.
- Character 10 is a control character. With w = (20, 14, 19, 11, 20, 14, 19, 11, 1), the value of a
  character being its place in `0123456789ABCDEGLNPQRTVXFHIMOSU?ZK` (`?` is not seen), and S the sum of w
  times value over characters 1-9, the control is the character number S mod 23 (from 0) of
  `X123456789ABCDEGLNPQRTV`. Of the 54,441 codes whose characters 5-9 are digits, 53,991 agree; the other
  450 are 193 of Valle d'Aosta (`AO`), which numbers its own and is not checked, 176 private schools, 81
  more. Codes with letters in 5-7 follow other values, not derived. So a control that does not agree is a
  warning, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Finding, Message, gettext_noop
from .parsed import Code, Parsed, check_by_hand, error, squeeze, warning

_SHAPE = re.compile(r"[A-Z]{2}(?:[A-Z]{2}|1[AEM])[0-9A-Z]{3}[0-9]{2}[0-9A-Z]")
_WEIGHTS = (20, 14, 19, 11, 20, 14, 19, 11, 1)
_VALUES = {char: value for value, char in enumerate("0123456789ABCDEGLNPQRTVXFHIMOSU?ZK")}
_CONTROLS = "X123456789ABCDEGLNPQRTV"

#: Characters 3-4 of the codes in use.
KINDS = (
    frozenset(
        {"AA", "EE", "MM", "1A", "1E", "1M"}
    )  # infanzia, primaria, secondaria di primo grado; 1: private
    | {"IC", "IS", "CT", "VC", "VE"}  # institutes of several schools, adult education, boarding schools
    | {"PC", "PL", "PM", "PQ", "PS", "SD", "SL"}  # licei and art schools
    | {"TA", "TB", "TD", "TE", "TF", "TH", "TL", "TN"}  # technical
    | {"RA", "RC", "RE", "RF", "RH", "RI", "RM", "RR", "RS", "RV"}  # vocational
)


@dataclass(frozen=True, slots=True, order=True)
class SchoolCode(Code):
    """A school, one of its sites, or the institute that both belong to.

    >>> SchoolCode.parse("boic88400v").require().province
    'BO'
    >>> SchoolCode.parse("BOIC8150").ok
    False
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error when the shape is another; warnings for an unknown kind and a control that does not agree."""
        code = squeeze(text)
        if not _SHAPE.fullmatch(code):
            accepted = Message(
                gettext_noop("A school's code has 10 characters, like BOIC88400V; this has %(length)s."),
                {"length": len(code)},
            )
            todo = Message(
                gettext_noop("Look the school up in the ministry's “Scuola in chiaro” and copy its code.")
            )
            return Parsed(None, (error("school.shape", text, accepted, todo),))
        return Parsed(cls(code), _unusual(code, text))

    @property
    def province(self) -> str:
        """The province's sign, e.g. `BO`."""
        return self.text[:2]

    @property
    def kind(self) -> str:
        """The kind of school, e.g. `IC` (istituto comprensivo), `AA` (infanzia), `EE` (primaria)."""
        return self.text[2:4]


def control_character(code: str) -> str | None:
    """The control character that the first 9 should have; None where the rule is not known.

    >>> control_character("BS1A24200G")
    'G'
    """
    if not code[4:9].isdigit() or code.startswith("AO") or not set(code[:9]) <= _VALUES.keys():
        return None
    total = sum(weight * _VALUES[char] for weight, char in zip(_WEIGHTS, code[:9], strict=True))
    return _CONTROLS[total % 23]


def _unusual(code: str, text: str) -> tuple[Finding, ...]:
    findings = []
    if code[2:4] not in KINDS:
        accepted = Message(
            gettext_noop("Characters 3 and 4 name the kind of school; %(kind)s is not a known one."),
            {"kind": code[2:4]},
        )
        findings.append(warning("school.kind", text, accepted, check_by_hand()))
    control = control_character(code)
    if control is not None and control != code[9]:
        accepted = Message(
            gettext_noop("The last character is a control; %(control)s was expected."), {"control": control}
        )
        findings.append(warning("school.control", text, accepted, check_by_hand()))
    return tuple(findings)
