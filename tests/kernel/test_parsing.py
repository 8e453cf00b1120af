"""Numbers, postcodes, nulls, encodings, delimiters, cells."""

from __future__ import annotations

import codecs
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.kernel.codes import Parsed
from portici.kernel.findings import Severity
from portici.kernel.parsing import (
    Ambiguous,
    Decoded,
    decode,
    is_null,
    parse_decimal,
    parse_flag,
    parse_postcode,
    safe_cell,
    sniff_delimiter,
    unsafe_cell,
)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "-", "--", "–", "...", "n.d.", "N.D.", "n.d", "nd", "n/a", "#N/D", "Non  Disponibile", "null"],
)
def test_nulls(text: str) -> None:
    assert is_null(text)


@pytest.mark.parametrize("text", ["0", "NA", "no", "n", ".5", "-5", "Nadia"])
def test_not_nulls(text: str) -> None:
    assert not is_null(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,5 %", "12.5"),
        ("1.864.908", "1864908"),
        ("1,864,908.25", "1864908.25"),
        ("1.864.908,25", "1864908.25"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("1,234", "1.234"),
        ("1234.567", "1234.567"),
        ("+3", "3"),
        ("-3,0", "-3.0"),
        ("007", "7"),
        ("1.5e-3", "0.0015"),
        ("-1E3", "-1E+3"),
    ],
)
def test_decimals(text: str, value: str) -> None:
    assert parse_decimal(text) == Parsed(Decimal(value))


def test_an_ambiguous_number_is_read_as_asked_with_a_warning() -> None:
    default, thousands = parse_decimal("1.234"), parse_decimal("1.234", ambiguous=Ambiguous.THOUSANDS)
    assert (default.value, thousands.value) == (Decimal("1.234"), Decimal(1234))
    assert [f.code for f in (*default.findings, *thousands.findings)] == ["number.ambiguous"] * 2


@pytest.mark.parametrize("text", ["Non Disponibile", "n.d.", "-", ""])
def test_no_number(text: str) -> None:
    assert parse_decimal(text) == Parsed(None)


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1.2.3",
        "1,2,3",
        "1.23.456",
        "12 5",
        "1.234.56",
        "5-6",
        "-5-",
        "%",
        "inf",
        "1e999",
        "²",
        "1" * 61,
    ],
)
def test_bad_numbers(text: str) -> None:
    parsed = parse_decimal(text)
    assert (parsed.value, [f.code for f in parsed.errors]) == (None, ["number.shape"])


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_decimals_round_trip_in_both_notations(number: Decimal) -> None:
    english = f"{number:,.2f}"
    italian = english.translate(str.maketrans(",.", ".,"))
    assert (
        parse_decimal(english) == parse_decimal(italian) == parse_decimal(f"{number:.2f}") == Parsed(number)
    )


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    parsed = parse_decimal(text)
    assert parsed.ok or parsed.value is None


@pytest.mark.parametrize(
    ("text", "code", "findings"),
    [
        ("40124", "40124", []),
        ("65015.0", "65015", []),
        (" I-40124 ", "40124", []),
        ("5010", "05010", ["postcode.zeros"]),
        ("5010.0", "05010", ["postcode.zeros"]),
        ("100", "00100", ["postcode.zeros"]),
        ("Non Disponibile", None, []),
        ("401245", None, ["postcode.shape"]),
        ("4012A", None, ["postcode.shape"]),
        ("65015.5", None, ["postcode.shape"]),
    ],
)
def test_postcodes(text: str, code: str | None, findings: list[str]) -> None:
    parsed = parse_postcode(text)
    assert (parsed.value, [f.code for f in parsed.findings]) == (code, findings)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("perché;1".encode(), "utf-8"),
        ("perché;1".encode("utf-8-sig"), "utf-8-sig"),
        ("perché;1".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "perché;1".encode("utf-16-be"), "utf-16"),
    ],
)
def test_decode_without_findings(data: bytes, encoding: str) -> None:
    assert decode(data) == Decoded("perché;1", encoding, ())


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("città € 5".encode("cp1252"), "città € 5", "cp1252"),
        (b"citt\xe0 \x81", "città \x81", "latin-1"),
    ],
)
def test_decode_legacy_with_a_warning(data: bytes, text: str, encoding: str) -> None:
    read = decode(data)
    assert (read.text, read.encoding) == (text, encoding)
    assert [(f.code, f.severity) for f in read.findings] == [("file.encoding", Severity.WARNING)]


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0rest",
        b"%PDF-1.7",
        codecs.BOM_UTF16_LE + b"a",
        "testo".encode("utf-32"),
        "testo".encode("utf-16-le"),
    ],
)
def test_binary_is_an_error_with_no_text(data: bytes) -> None:
    read = decode(data)
    assert read.text == ""
    assert [(f.code, f.severity) for f in read.findings] == [("file.binary", Severity.ERROR)]


@pytest.mark.parametrize("word", ["è", "à", "perché", "l’arte", "€", "È", "5° piano"])
def test_letters_encoded_twice_are_warned_of(word: str) -> None:
    twice = word.encode().decode("cp1252", errors="replace") if word != "à" else "Ã\u00a0"
    read = decode(f"nome\n{twice}".encode())
    assert [f.code for f in read.findings] == ["file.mojibake"]
    assert read.findings[0].accepted.params == {"count": 1, "line": 2}


@pytest.mark.parametrize("text", ["SÃO PAULO", "perché così più", "Ângela", "«È»"])
def test_right_letters_are_not_warned_of(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", ())


def test_lost_letters_are_warned_of() -> None:
    assert [f.code for f in decode("citt\ufffd".encode()).findings] == ["file.lost_letters"]


@given(st.text())
def test_utf8_is_read_back(text: str) -> None:
    data = text.encode()
    read = decode(data)
    if "\0" in text or data.startswith((b"PK\x03\x04", b"%PDF")):
        assert read.text == ""
    else:
        assert read.text == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_give_text_or_an_error(data: bytes) -> None:
    read = decode(data)
    errors = [f for f in read.findings if f.severity is Severity.ERROR]
    assert not (errors and read.text)
    assert "\0" not in read.text


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a;b;c", "1;2,5;3", "2;3,5;4"], ";"),
        (["a,b", "1,2"], ","),
        (["a\tb", "1\t2,5"], "\t"),
        (["a|b|c", "1|2|3"], "|"),
        (['"a, b";c', '"d, e";f'], ";"),
        (["Elenco dei progetti, aggiornato", "", "a;b;c", "1;2;3", "4;5;6"], ";"),
        (["a\rb;c", "1;2"], None),
        (["solo", "una", "colonna"], None),
        ([], None),
    ],
)
def test_sniff_delimiter(lines: list[str], delimiter: str | None) -> None:
    assert sniff_delimiter(lines) == delimiter


@given(st.lists(st.text()))
def test_any_lines_have_one_of_the_delimiters_or_none(lines: list[str]) -> None:
    assert sniff_delimiter(lines) in {";", ",", "\t", "|", None}


@pytest.mark.parametrize("text", ["=1+1", "+39 051", "-1+cmd", "@SUM(A1)", "\t=1", "\rx", " =1", "＝1", "-"])
def test_what_could_be_a_formula_gets_a_quote(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-1.234,50", "-0.5", "testo", "", "l'arte", "'quoted'", "a=b"])
def test_the_rest_stays(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n 1a.,")) | st.text())
def test_safe_cells_round_trip_and_start_no_formula(text: str) -> None:
    safe = safe_cell(text)
    assert unsafe_cell(safe) == text
    if safe[:1] in set("=+-@\t\r"):
        assert re.fullmatch(r"-[0-9][0-9.,]*", safe)


@pytest.mark.parametrize(
    "text", ["si", "Sì", "SI'", "sì ", "yes", "Y", "true", "VERO", "1", "1.0", "on", "x"]
)
def test_a_yes(text: str) -> None:
    assert parse_flag(text) == Parsed(True)


@pytest.mark.parametrize("text", ["", "no", "N", "false", "Falso", "0", "0.0", "off", "n.d.", "-"])
def test_a_no(text: str) -> None:
    assert parse_flag(text) == Parsed(False)


@pytest.mark.parametrize("text", ["forse", "2", "si no", "ja"])
def test_neither_yes_nor_no(text: str) -> None:
    parsed = parse_flag(text)
    assert (parsed.value, [finding.code for finding in parsed.findings]) == (None, ["flag.shape"])
