"""Reading what people and spreadsheets write: numbers, postcodes, marks for "no value", files, cells.

The standard library reads numbers only in one notation, and `csv.Sniffer` guesses a delimiter from letters
too; Italian open data mixes both notations, legacy encodings, and several ways to say that a value is
missing.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .codes.parsed import Parsed, error, squeeze, warning
from .findings import Finding, Message, gettext_noop

# "NA" alone is not here: it is the sign of the province of Naples.
_NULLS = frozenset(
    {"", "n.d", "nd", "n/d", "#n/d", "n.a", "n/a", "#n/a", "n.p", "null", "none", "nan"}
    | {"non disponibile", "non disponibili", "non pervenuto", "non rilevato"}
)
_DASHES = re.compile("[-\u2010-\u2015\u2212.…*]+")


def is_null(text: str) -> bool:
    """Whether the text stands for "no value": blank, dashes or dots, `n.d.`, `Non Disponibile` and the like.

    >>> is_null(" Non Disponibile "), is_null("N.D."), is_null("-"), is_null("0"), is_null("NA")
    (True, True, True, False, False)
    """
    plain = " ".join(text.split()).casefold()
    return plain.rstrip(".") in _NULLS or bool(_DASHES.fullmatch(plain))


class Ambiguous(StrEnum):
    """How to read one to three digits, a point or comma, and three digits: `1.234`."""

    DECIMAL = "decimal"
    THOUSANDS = "thousands"


_SIGNED = re.compile(r"(?P<sign>[+-]?)(?P<body>[^+-]+?(?:[eE][+-][0-9]+)?)(?P<after>-?)")
_GROUPED = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?P<rest>.*)")
_FRACTION = re.compile(r"[.,](?P<digits>[0-9]*)")
_PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.,](?P<digits>[0-9]*))?")
_POWER = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,2}")
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_MOST_DIGITS = 60


def parse_decimal(text: str, *, ambiguous: Ambiguous = Ambiguous.DECIMAL) -> Parsed[Decimal]:
    """A number in Italian or English notation; no value and no finding for a mark of "no value".

    Thousands may be grouped with points, commas, apostrophes or blanks. A per cent sign is taken off and
    the number is left as written (`12,5%` is 12.5). `1.234` could be either: it is read as `ambiguous`
    says, with a warning. A comma before three digits (`1,234`) is the Italian decimal comma when reading
    decimals, without one.

    Errors: anything else, more than 60 characters included.

    >>> [str(parse_decimal(text).value) for text in ("412.248,84", "412,248.84", "12,5 %", "n.d.")]
    ['412248.84', '412248.84', '12.5', 'None']
    """
    if is_null(text):
        return Parsed(None)
    plain = " ".join(text.replace("\u2212", "-").replace("’", "'").split()).removesuffix("%").rstrip()
    signed = _SIGNED.fullmatch(plain)
    body = signed["body"].strip() if signed else ""
    number = None if len(plain) > _MOST_DIGITS else _magnitude(body, ambiguous)
    if signed is None or number is None or (signed["sign"] and signed["after"]):
        accepted = Message(gettext_noop("A number, like 412248,84 or 412.248,84 or 412248.84."))
        todo = Message(gettext_noop("Write the digits only, or n.d. if the number is not known."))
        return Parsed(None, (error("number.shape", text, accepted, todo),))
    value = -number if "-" in (signed["sign"], signed["after"]) else number
    return Parsed(value, _either_findings(text, body, value, ambiguous))


def _magnitude(body: str, ambiguous: Ambiguous) -> Decimal | None:
    """The number without its sign; None when it cannot be read."""
    if _POWER.fullmatch(body):
        return Decimal(body.replace(",", "."))
    decimal_wins = ambiguous is Ambiguous.DECIMAL and _EITHER.fullmatch(body)
    grouped = None if decimal_wins else _GROUPED.fullmatch(body)
    if grouped and (rest := _fraction(grouped["rest"], grouped["mark"])) is not None:
        return Decimal("".join(re.findall("[0-9]", grouped["whole"])) + rest)
    match = _PLAIN.fullmatch(body)
    if match is None or not (match["whole"] or match["digits"]):
        return None
    return Decimal(f"{match['whole'] or 0}.{match['digits'] or 0}" if match["digits"] else match["whole"])


def _fraction(rest: str, mark: str) -> str | None:
    """The decimals after grouped thousands, as `.dd`; None when they are not, or repeat the group's mark."""
    if not rest:
        return ""
    match = _FRACTION.fullmatch(rest)
    if match is None or rest[0] == mark:
        return None
    return f".{match['digits']}" if match["digits"] else ""


def _either_findings(text: str, body: str, value: Decimal, ambiguous: Ambiguous) -> tuple[Finding, ...]:
    if not _EITHER.fullmatch(body) or (ambiguous is Ambiguous.DECIMAL and "," in body):
        return ()
    accepted = Message(
        gettext_noop(
            "The mark before three digits can be for thousands or for decimals; it was read as %(value)s."
        ),
        {"value": str(value)},
    )
    todo = Message(gettext_noop("Write the decimals too, or no mark at all, if it means another number."))
    return (warning("number.ambiguous", text, accepted, todo),)


_POSTCODE = re.compile(r"(?:IT?)?([0-9]{3,5})(?:[.,]0+)?")


def parse_postcode(text: str) -> Parsed[str]:
    """An Italian postcode, 5 digits; no value and no finding for a mark of "no value".

    The `.0` that tables of numbers leave is taken off; lost leading zeros are put back with a warning.

    >>> parse_postcode("65015.0").value, parse_postcode("I-40124").value
    ('65015', '40124')
    >>> parse_postcode("5010").value, len(parse_postcode("5010").warnings)
    ('05010', 1)
    """
    if is_null(text):
        return Parsed(None)
    match = _POSTCODE.fullmatch(squeeze(text))
    if match is None:
        accepted = Message(gettext_noop("A postcode has 5 digits, like 40124."))
        todo = Message(gettext_noop("Look it up at the post office's site."))
        return Parsed(None, (error("postcode.shape", text, accepted, todo),))
    code = match[1].zfill(5)
    if len(match[1]) == 5:
        return Parsed(code)
    accepted = Message(gettext_noop("A postcode has 5 digits; it was read as %(code)s."), {"code": code})
    todo = Message(gettext_noop("Format the column as text, so that leading zeros stay."))
    return Parsed(code, (warning("postcode.zeros", text, accepted, todo),))


_YES = frozenset({"1", "1.0", "si", "sì", "si'", "s", "yes", "y", "true", "vero", "on", "x"})
_NO = frozenset({"", "0", "0.0", "no", "n", "false", "falso", "off"})


def parse_flag(text: str) -> Parsed[bool]:
    """A yes or no as people and spreadsheets write it in Italian and English; a mark of "no value" is a no.

    >>> parse_flag("Sì").value, parse_flag("TRUE").value, parse_flag("no").value, parse_flag(" ").value
    (True, True, False, False)
    >>> parse_flag("forse").ok
    False
    """
    plain = " ".join(text.replace("’", "'").split()).casefold()
    if plain in _YES or plain in _NO or is_null(text):
        return Parsed(plain in _YES)
    accepted = Message(gettext_noop("A yes or no: sì, yes, true or 1; no, false or 0."))
    todo = Message(gettext_noop("Write one of these."))
    return Parsed(None, (error("flag.shape", text, accepted, todo),))


class Decoded(NamedTuple):
    """A file's text, the encoding it was read with, and what was found. After an error the text is empty."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


#: First bytes of what people send instead of a table, and what to call it.
_WORKBOOKS = {b"PK\x03\x04": "xlsx, ods, zip", b"\xd0\xcf\x11\xe0": "xls, doc", b"%PDF": "PDF"}
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTINUATION = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)) + "".join(
    chr(point) for point in range(0x80, 0xA0)
)
_MOJIBAKE = re.compile(f"[ÃÂ][{re.escape(_CONTINUATION)}]|â[{re.escape(_CONTINUATION)}]{{2}}")


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-16 when its mark says so, UTF-8 (mark taken off), else Windows-1252.

    Errors: a workbook or a PDF, a web page, NUL bytes. Warnings: not UTF-8; letters encoded twice (`Ã¨` for `è`); letters
    already lost (U+FFFD).

    >>> decode("perché".encode())
    Decoded(text='perché', encoding='utf-8', findings=())
    >>> decode("perché".encode("cp1252")).encoding
    'cp1252'
    """
    if data.startswith(tuple(_WORKBOOKS)):
        return _binary(data, gettext_noop("Open it in its program and save the table as CSV."))
    if _PAGE.match(data.removeprefix(codecs.BOM_UTF8)):
        return Decoded("", "", (_page(data),))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        read = _try(data, "utf-16")
        if read is None or "\0" in read.text:
            return _binary(data, gettext_noop("Save it again as CSV, with encoding UTF-8."))
        return read._replace(findings=_garbled(read.text))
    if b"\0" in data:
        return _binary(data, gettext_noop("Save it again as CSV, with encoding UTF-8."))
    utf8 = _try(data, "utf-8-sig")
    if utf8 is not None:
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
        return Decoded(utf8.text, encoding, _garbled(utf8.text))
    legacy = _try(data, "cp1252") or Decoded(data.decode("latin-1"), "latin-1")
    return legacy._replace(findings=(_not_utf8(data, legacy.encoding), *_garbled(legacy.text)))


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _binary(data: bytes, todo: str) -> Decoded:
    accepted = Message(gettext_noop("A text file is needed, like CSV; this one holds binary data."))
    return Decoded("", "", (error("file.binary", _excerpt(data), accepted, Message(todo)),))


def _excerpt(data: bytes) -> str:
    """What kind of file it is, or the letters about the first NUL, with a point for what is no letter."""
    for start, name in _WORKBOOKS.items():
        if data.startswith(start):
            return name
    place = max(0, data.find(b"\0"))
    letters = data[max(0, place - 20) : place + 20].decode("latin-1")
    return "".join(letter if letter.isprintable() else "·" for letter in letters)


def _page(data: bytes) -> Finding:
    accepted = Message(gettext_noop("The table itself; this is a web page."))
    todo = Message(gettext_noop("Open the page in the browser, find the link to the file and download that."))
    return error("file.page", data[:200].decode("latin-1"), accepted, todo)


def _not_utf8(data: bytes, encoding: str) -> Finding:
    place = next(index for index, byte in enumerate(data) if byte >= 0x80)
    accepted = Message(
        gettext_noop("The file is not UTF-8; it was read as %(encoding)s."),
        {"encoding": encoding},
    )
    todo = Message(gettext_noop("Check the accented letters; save the file with encoding UTF-8 next time."))
    excerpt = " ".join(data[max(0, place - 20) : place + 20].decode(encoding).split())
    return warning("file.encoding", excerpt, accepted, todo)


def _garbled(text: str) -> tuple[Finding, ...]:
    """Warnings for letters encoded twice and for letters lost, with the first place and how many."""
    # Each begins with one of these: looking for a letter is a hundred times as fast as for a pattern.
    if not any(mark in text for mark in "ÃÂâ\ufffd"):
        return ()
    findings = []
    for code, pattern, accepted in (
        (
            "file.mojibake",
            _MOJIBAKE,
            gettext_noop(
                "Accented letters were encoded twice (è became Ã¨): %(count)s places, first at line %(line)s."
            ),
        ),
        (
            "file.lost_letters",
            re.compile("\ufffd"),
            gettext_noop(
                "Letters were lost in an earlier conversion: %(count)s places, first at line %(line)s."
            ),
        ),
    ):
        matches = list(pattern.finditer(text))
        if matches:
            place = matches[0].start()
            params = {"count": len(matches), "line": text.count("\n", 0, place) + 1}
            todo = Message(gettext_noop("Ask for the file again from its source, or correct the letters."))
            excerpt = text[max(0, place - 20) : place + 20]
            findings.append(warning(code, excerpt, Message(accepted, params), todo))
    return tuple(findings)


def sniff_delimiter(lines: Iterable[str]) -> str | None:
    """Which of `;`, `,`, tab and `|` parts the first lines of a table; None when none does (one column).

    For each, the lines are read with quotes respected; it wins who gives most lines the same number of cells
    (two at least), then who gives more cells. Title lines above the table do no harm.

    >>> sniff_delimiter(["nome;importo", "a;1,5", "b;2,5"])
    ';'
    """
    kept = [line for line in lines if line.strip()][:50]
    scores = {}
    for delimiter in ";,\t|":
        widths = Counter(width for width in _widths(kept, delimiter) if width > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            scores[delimiter] = (count, width)
    return max(scores, key=lambda delimiter: scores[delimiter]) if scores else None


def _widths(lines: list[str], delimiter: str) -> list[int]:
    """How many cells each line has; none when the lines are not a table in that delimiter."""
    try:
        return [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return []


_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NEGATIVE = re.compile(r"-[0-9]+(?:[.,][0-9]+)*")


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: with `'` before what could start one.

    Plain negative numbers stay numbers. A text that already has the quote gets one more, so that
    `unsafe_cell` always gives the first text back. Source: OWASP, "CSV Injection".

    >>> safe_cell("=1+1"), safe_cell("-12,50"), safe_cell("-1+cmd"), safe_cell("l'arte")
    ("'=1+1", '-12,50', "'-1+cmd", "l'arte")
    """
    if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV (comma, lines that end in one line feed), the cells as they are: what people typed goes through
    `safe_cell` first.

    >>> csv_text([["code", "name"], ["1", "Pilastro, north"]])
    'code,name\\n1,"Pilastro, north"\\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def unsafe_cell(text: str) -> str:
    """The inverse of `safe_cell`.

    >>> unsafe_cell("'=1+1"), unsafe_cell("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
