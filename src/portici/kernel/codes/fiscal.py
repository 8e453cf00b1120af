"""Fiscal code, *codice fiscale*: 11 digits for organisations, 16 characters for persons.

Source: the revenue agency's rules as python-stdnum has them (`stdnum.it.iva`, `stdnum.it.codicefiscale`),
letters in place of digits between namesakes (*omocodia*) included. python-stdnum refuses an organisation's
code whose digits 8 to 10 name no known tax office; here it is a warning, since offices are added and the
check digit already agrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from stdnum import exceptions
from stdnum.it import codicefiscale, iva

from ..findings import Finding, Message, gettext_noop
from .parsed import Code, Parsed, check_by_hand, error, squeeze, warning

#: Six letters of the name, the date and the place: also when a letter is mistyped or the last one is missing.
_LIKE_A_PERSON = re.compile(r"[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{6,7}")


@dataclass(frozen=True, slots=True, order=True)
class FiscalCode(Code):
    """A fiscal code of an organisation or a person.

    >>> FiscalCode.parse("01232710374").require().is_person
    False
    >>> FiscalCode.parse("rcc mnl 83s18 d969h").require().is_person
    True
    >>> print(FiscalCode.parse("1232710374").findings[0].todo)  # a spreadsheet took the leading zero
    Write 01232710374 if that is the code, and format the column as text.
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error when the length, the shape or the check character is wrong."""
        code = squeeze(text)
        if code.startswith("IT") and code[2:].isdigit():
            code = code[2:]
        findings = organisation_findings(code, text) if code.isdigit() else _person_findings(code, text)
        parsed: Parsed[Self] = Parsed(None, findings)
        return Parsed(cls(code), findings) if parsed.ok else parsed

    @classmethod
    def parse_organisation(cls, text: str) -> Parsed[Self]:
        """An organisation's: 11 digits. A person's is refused without being shown: it is personal data.

        >>> print(FiscalCode.parse_organisation("RCCMNL83S18D969H").findings[0].found)
        ****************
        >>> print(FiscalCode.parse_organisation("0123271037B").findings[0].todo)
        Copy it from the revenue agency's certificate, or from the company register's extract (visura).
        """
        code = squeeze(text)
        if code.startswith("IT") and code[2:].isdigit():
            code = code[2:]
        if _LIKE_A_PERSON.fullmatch(code):
            return Parsed(None, (_person_finding(len(code)),))
        findings = organisation_findings(code, text)
        parsed: Parsed[Self] = Parsed(None, findings)
        return Parsed(cls(code), findings) if parsed.ok else parsed

    @property
    def is_person(self) -> bool:
        """Whether it is a person's: personal data, to be treated as such."""
        return len(self.text) == 16


def organisation_findings(code: str, text: str) -> tuple[Finding, ...]:
    """What is wrong with an organisation's 11 digits; `text` is how they were written."""
    if not (code.isascii() and code.isdigit()) or len(code) != 11:
        return (_length_finding(code, text),)
    try:
        iva.validate(code)
    except exceptions.InvalidComponent:
        accepted = Message(
            gettext_noop("Digits 8 to 10 name the tax office; %(office)s is not a known one."),
            {"office": code[7:10]},
        )
        return (warning("fiscal_code.office", text, accepted, check_by_hand()),)
    except exceptions.ValidationError:
        accepted = Message(gettext_noop("The last of the 11 digits is a check digit, and it does not agree."))
        todo = Message(gettext_noop("Look for a mistyped or swapped digit."))
        return (error("fiscal_code.check", text, accepted, todo),)
    return ()


def _length_finding(code: str, text: str) -> Finding:
    accepted = Message(
        gettext_noop("An organisation's code has 11 digits; this has %(length)s characters."),
        {"length": len(code)},
    )
    guess = code.zfill(11)
    if not (code.isascii() and code.isdigit()):
        accepted = Message(gettext_noop("An organisation's code is made of 11 digits and nothing else."))
    elif 7 <= len(code) < 11 and iva.is_valid(guess):
        todo = Message(
            gettext_noop("Write %(guess)s if that is the code, and format the column as text."),
            {"guess": guess},
        )
        return error("fiscal_code.zeros", text, accepted, todo)
    todo = Message(
        gettext_noop(
            "Copy it from the revenue agency's certificate, or from the company register's extract (visura)."
        )
    )
    return error("fiscal_code.length", text, accepted, todo)


def _person_finding(length: int) -> Finding:
    accepted = Message(
        gettext_noop("An organisation's fiscal code of 11 digits; a person's is personal data.")
    )
    todo = Message(gettext_noop("Write the VAT number of the firm instead."))
    return error("fiscal_code.person", "*" * length, accepted, todo)


def _person_findings(code: str, text: str) -> tuple[Finding, ...]:
    todo = Message(gettext_noop("Copy it from the health card, letter by letter."))
    if not code.isascii() or len(code) != 16:
        accepted = Message(
            gettext_noop(
                "A person's code has 16 characters, an organisation's 11 digits; this has %(length)s."
            ),
            {"length": len(code)},
        )
        return (error("fiscal_code.length", text, accepted, todo),)
    try:
        codicefiscale.validate(code)
    except exceptions.InvalidChecksum:
        accepted = Message(
            gettext_noop("The last of the 16 characters is a check letter, and it does not agree.")
        )
        return (error("fiscal_code.check", text, accepted, todo),)
    except exceptions.ValidationError:
        accepted = Message(
            gettext_noop("A person's code looks like RCCMNL83S18D969H, with a date that exists.")
        )
        return (error("fiscal_code.shape", text, accepted, todo),)
    return ()
