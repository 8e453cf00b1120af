"""VAT number, *partita IVA*: 11 digits. Source: the revenue agency's rule as in `stdnum.it.iva`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from .fiscal import organisation_findings
from .parsed import Code, Parsed, squeeze


@dataclass(frozen=True, slots=True, order=True)
class VatNumber(Code):
    """An Italian VAT number, kept without its country prefix.

    >>> VatNumber.parse("IT 01232710374").require()
    VatNumber(text='01232710374')
    """

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error unless 11 digits with the right check digit; an `IT` before them is taken off."""
        code = squeeze(text).removeprefix("IT")
        findings = organisation_findings(code, text)
        parsed: Parsed[Self] = Parsed(None, findings)
        return Parsed(cls(code), findings) if parsed.ok else parsed
