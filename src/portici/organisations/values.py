"""Reading what papers and files say of an organisation: addresses on the net, codes, positions, texts of one
line.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField, Model

from portici.kernel.codes import FiscalCode, IpaCode, Parsed, SchoolCode, VatNumber
from portici.kernel.codes.parsed import error, shown
from portici.kernel.findings import Finding, Message, Severity, gettext_noop
from portici.kernel.parsing import is_null

from .models import CodeScheme

_BROKEN_SCHEME = re.compile(r"(?i)(https?)(?::?[/\\]{1,3}|:\s*//)\s*")
_WEB = re.compile(
    r"(?i)https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}(?::[0-9]{2,5})?(?:[/?#][^\s<>\"'`\\]*)?"
)
_RUNTS = re.compile(r"[0-9]{1,6}")


def plain(text: str) -> str:
    """The text on one line, without marks that are not to be seen; empty for a mark of "no value"."""
    if text.isascii() and text.isprintable():
        line = " ".join(text.split())
    else:
        line = " ".join("".join(" " if _is_hidden(char) else char for char in text).split())
    return "" if is_null(line) else line


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def parse_website(text: str) -> Parsed[str]:
    """An address that begins with http:// or https://; put there, or mended, when it can be.

    >>> parse_website("https//www.scuola.edu.it/").value, parse_website("www.ente.it").value
    ('https://www.scuola.edu.it/', 'https://www.ente.it')
    >>> parse_website("javascript:alert(1)").ok
    False
    """
    line = plain(text)
    if not line:
        return Parsed(None)
    mended = _BROKEN_SCHEME.sub(lambda match: f"{match[1].lower()}://", line, count=1)
    if not mended.lower().startswith(("http://", "https://")) and ":" not in mended.partition("/")[0]:
        mended = f"https://{mended}"
    if _WEB.fullmatch(mended) and len(mended) <= 300:
        return Parsed(mended)
    accepted = Message(gettext_noop("An address such as https://www.ente.it, of at most 300 characters."))
    todo = Message(gettext_noop("Open the site and copy its address from the browser."))
    return Parsed(None, (error("website.shape", text, accepted, todo),))


def parse_email(text: str) -> Parsed[str]:
    """An e-mail address, in the letters that it was written with."""
    line = plain(text)
    if not line:
        return Parsed(None)
    try:
        validate_email(line)
    except ValidationError:
        accepted = Message(gettext_noop("An e-mail address such as name@body.example."))
        todo = Message(gettext_noop("Correct the address, or leave it out."))
        return Parsed(None, (error("email.shape", text, accepted, todo),))
    return Parsed(line)


def parse_code(scheme: str, text: str) -> Parsed[str]:
    """An official code in its one spelling. A person's fiscal code is personal data and is not taken.

    >>> parse_code("ipa", "C_A944").value
    'c_a944'
    """
    if scheme == CodeScheme.FISCAL:
        return _as_text(FiscalCode.parse_organisation(text))
    if scheme == CodeScheme.VAT:
        return _as_text(VatNumber.parse(text))
    if scheme == CodeScheme.IPA:
        return _as_text(IpaCode.parse(text))
    if scheme == CodeScheme.SCHOOL:
        return _as_text(SchoolCode.parse(text))
    if scheme == CodeScheme.RUNTS and _RUNTS.fullmatch(text.strip()):
        return Parsed(text.strip().lstrip("0") or "0")
    accepted = Message(gettext_noop("A RUNTS number of 1 to 6 digits."))
    todo = Message(gettext_noop("Look the body up in the RUNTS register."))
    return Parsed(None, (error(f"{scheme}.shape", text, accepted, todo),))


def _as_text(
    parsed: Parsed[FiscalCode] | Parsed[VatNumber] | Parsed[IpaCode] | Parsed[SchoolCode],
) -> Parsed[str]:
    return Parsed(None if parsed.value is None else str(parsed.value), parsed.findings)


def as_warning(finding: Finding) -> Finding:
    """The finding for a value that is left out while the rest of the row is taken."""
    return Finding(
        Severity.WARNING, finding.code, finding.found, finding.accepted, finding.todo, finding.field
    )


def check_position(lon: float | None, lat: float | None) -> list[Finding]:
    """Both or neither, in degrees; the usual fault is the two swapped."""
    if lon is None and lat is None:
        return []
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        accepted = Message(
            gettext_noop("Longitude and latitude together, in degrees, such as 11.34 and 44.49.")
        )
        todo = Message(gettext_noop("Write both, or neither."))
        return [error("position.range", f"{lon}, {lat}", accepted, todo).at("lon")]
    return []


def too_long(model: type[Model], values: dict[str, object]) -> list[Finding]:
    """Findings for texts longer than their field; bulk writing does not ask the fields."""
    findings = []
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, CharField) and isinstance(value, str) and len(value) > (field.max_length or 0):
            accepted = Message(gettext_noop("At most %(limit)s characters."), {"limit": field.max_length})
            todo = Message(gettext_noop("Shorten the text."))
            findings.append(error("text.long", shown(value), accepted, todo).at(name))
    return findings
