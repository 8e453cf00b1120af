"""Codes: the spellings that are one code, what is refused, what is let in with a warning."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.kernel.codes import (
    Cig,
    Cup,
    FiscalCode,
    IpaCode,
    IstatComuneCode,
    Parsed,
    SchoolCode,
    VatNumber,
)
from portici.kernel.codes.school import KINDS, control_character
from portici.kernel.findings import Invalid

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
CLASSES = [Cig, Cup, FiscalCode, IpaCode, IstatComuneCode, SchoolCode, VatNumber]


def codes_of(parsed: Parsed[Any]) -> list[str]:
    return [finding.code for finding in parsed.findings]


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        (Cup, " f39g-1600 0350007\u00a0", "F39G16000350007"),
        (Cup, "F59F19000070007", "F59F19000070007"),
        (Cig, "z1a 2b3c4d5", "Z1A2B3C4D5"),
        (FiscalCode, "0123 2710 374", "01232710374"),
        (FiscalCode, "IT01232710374", "01232710374"),
        (FiscalCode, "rccmnl83s18d969h", "RCCMNL83S18D969H"),
        (VatNumber, "it 01232710374", "01232710374"),
        (IpaCode, " C_A944\n", "c_a944"),
        (IstatComuneCode, "037 006", "037006"),
        (SchoolCode, "boic 88400v", "BOIC88400V"),
        (SchoolCode, "BS1A24200G", "BS1A24200G"),
    ],
)
def test_tolerated_spellings_give_the_one_spelling_without_findings(
    kind: type[Cup], written: str, canonical: str
) -> None:
    parsed = kind.parse(written)
    assert parsed == Parsed(kind(canonical))
    assert str(parsed.require()) == canonical


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Cup, "F31J2400006001", "cup.shape"),
        (Cup, "", "cup.shape"),
        (Cup, "F39G1600035000７", "cup.shape"),
        (Cig, "Z1A2B3C4D", "cig.shape"),
        (FiscalCode, "01232710375", "fiscal_code.check"),
        (FiscalCode, "0123271037", "fiscal_code.length"),
        (FiscalCode, "00000000000", "fiscal_code.check"),
        (FiscalCode, "1232710374", "fiscal_code.zeros"),
        (FiscalCode, "743110157", "fiscal_code.zeros"),
        (FiscalCode, "RCCMNL83S18D969A", "fiscal_code.check"),
        (FiscalCode, "RCCMNL83Z18D969H", "fiscal_code.shape"),
        (FiscalCode, "RCCMNL83S18D969", "fiscal_code.length"),
        (FiscalCode, "", "fiscal_code.length"),
        (VatNumber, "RCCMNL83S18D969H", "fiscal_code.length"),
        (FiscalCode, "٣" * 10, "fiscal_code.length"),
        (VatNumber, "01232710375", "fiscal_code.check"),
        (IpaCode, "comune di bologna", "ipa.shape"),
        (IpaCode, "c", "ipa.shape"),
        (IstatComuneCode, "37", "istat.shape"),
        (IstatComuneCode, "0370006", "istat.shape"),
        (IstatComuneCode, "000006", "istat.shape"),
        (IstatComuneCode, "A944", "istat.shape"),
        (SchoolCode, "BOIC8840V", "school.shape"),
        (SchoolCode, "B0IC88400V", "school.shape"),
    ],
)
def test_wrong_codes_are_errors_with_no_value(kind: type[Cup], written: str, code: str) -> None:
    parsed = kind.parse(written)
    assert (parsed.value, parsed.ok, codes_of(parsed)) == (None, False, [code])
    with pytest.raises(Invalid) as caught:
        parsed.require()
    assert caught.value.findings == parsed.findings


@pytest.mark.parametrize(
    ("kind", "written", "canonical", "code"),
    [
        (Cup, "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA", "cup.unusual"),
        (Cig, "0000000000", "0000000000", "cig.filler"),
        (FiscalCode, "12345671505", "12345671505", "fiscal_code.office"),
        (IstatComuneCode, "37006", "037006", "istat.zeros"),
        (IstatComuneCode, "37006.0", "037006", "istat.zeros"),
        (IstatComuneCode, "1001", "001001", "istat.zeros"),
        (SchoolCode, "BOIC88400X", "BOIC88400X", "school.control"),
    ],
)
def test_unusual_codes_pass_with_a_warning(kind: type[Cup], written: str, canonical: str, code: str) -> None:
    parsed = kind.parse(written)
    assert parsed.value == kind(canonical)
    assert (parsed.ok, codes_of(parsed)) == (True, [code])
    assert parsed.errors == ()


def test_an_unknown_kind_of_school_is_a_warning() -> None:
    assert codes_of(SchoolCode.parse("BOZZA0A00A")) == ["school.kind"]


def test_findings_say_what_was_found_what_is_accepted_what_to_do() -> None:
    (finding,) = Cup.parse("F31J2400006001").at("cup").findings
    assert str(finding) == (
        "cup: 'F31J2400006001'. A CUP has 15 letters and digits; this has 14 characters."
        " Copy it whole from the project's decision or from OpenCUP."
    )


def test_lost_zeros_are_guessed_only_when_the_check_digit_agrees() -> None:
    (finding,) = FiscalCode.parse("1232710374").findings
    assert finding.todo.params == {"guess": "01232710374"}
    (other,) = FiscalCode.parse("1232710375").findings
    assert (other.code, dict(other.todo.params)) == ("fiscal_code.length", {})


def test_a_long_text_is_cut_in_the_finding() -> None:
    (finding,) = Cig.parse("x" * 10_000).findings
    assert len(finding.found) == 80


def test_a_code_is_a_frozen_value_ordered_and_equal_only_to_its_kind() -> None:
    code = Cup("F39G16000350007")
    with pytest.raises(AttributeError):
        code.text = "other"  # type: ignore[misc]
    assert sorted([Cup("B"), Cup("A")]) == [Cup("A"), Cup("B")]
    assert len({FiscalCode("01232710374"), VatNumber("01232710374")}) == 2


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("F39G16000350007", 2016),
        ("F39G70000350007", 1970),
        ("F39G69000350007", 2069),
        ("AAAA16AAAAAAAAA", None),
    ],
)
def test_year_of_a_cup(text: str, year: int | None) -> None:
    assert Cup(text).year == year


def test_parts_of_codes() -> None:
    assert [Cig(text).is_smart for text in ("Z000000001", "X000000001", "Y000000001", "A000000001")] == [
        True,
        True,
        True,
        False,
    ]
    assert (IstatComuneCode("037006").province, SchoolCode("BOIC88400V").kind) == ("037", "IC")


def test_persons_with_letters_for_digits_have_their_own_check_letter() -> None:
    # V stands for the 9 of D969, as between namesakes.
    letters = [chr(point) for point in range(ord("A"), ord("Z") + 1)]
    assert [letter for letter in letters if FiscalCode.parse(f"RCCMNL83S18D96V{letter}").ok] == ["W"]
    assert FiscalCode("RCCMNL83S18D96VW").is_person
    assert not FiscalCode("01232710374").is_person


@given(st.sampled_from(CLASSES), st.text(max_size=30))
def test_any_text_gives_a_value_that_round_trips_or_an_error(kind: type[Cup], text: str) -> None:
    parsed = kind.parse(text)
    assert (parsed.value is None) == (not parsed.ok)
    if parsed.value is not None:
        assert kind.parse(str(parsed.value)).value == parsed.value


@given(st.from_regex(r"\A[B-J][1-9]{2}[B-J][0-9]{2}[0-9]{5}000[1-9]\Z"), st.integers(1, 14))
def test_cups_round_trip_whatever_the_case_and_blanks(text: str, place: int) -> None:
    assert Cup.parse(text) == Parsed(Cup(text))
    assert Cup.parse(f"{text[:place]} {text[place:]}".lower()) == Parsed(Cup(text))


@given(st.integers(1, 9_999_999), st.integers(1, 100))
def test_organisations_with_the_right_check_digit_pass_and_no_other(serial: int, office: int) -> None:
    valid = [digit for digit in range(10) if FiscalCode.parse(f"{serial:07}{office:03}{digit}").ok]
    assert len(valid) == 1


def school_codes() -> set[str]:
    folder = DATA / "miur-schools"
    found = set()
    with gzip.open(folder / "SCUANAGRAFESTAT20252620250901.csv.gz", "rt", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found |= {row["CODICESCUOLA"], row["CODICEISTITUTORIFERIMENTO"]}
    for name in ("SCUANAGRAFEPAR20232420230901.csv", "dati_scuole_20242025.csv"):
        with (folder / name).open(encoding="utf-8-sig") as file:
            found |= {row["CODICESCUOLA"] for row in csv.DictReader(file)}
    return found


needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the open data are not beside the repository")


@needs_data
@pytest.mark.real_data
def test_every_published_school_code_is_accepted_as_the_docstring_counts() -> None:
    published = school_codes()
    parsed = {text: SchoolCode.parse(text) for text in published}
    assert [text for text, read in parsed.items() if str(read.value) != text] == []
    assert {text[2:4] for text in published} == KINDS
    digits = {text for text in published if text[4:9].isdigit()}
    unlike = {text for text, read in parsed.items() if read.findings}
    valle_d_aosta = {text for text in digits if text.startswith("AO")}
    assert (len(published), len(digits)) == (63_799, 54_441)
    assert len(unlike) == 257
    assert unlike <= digits - valle_d_aosta
    assert all(control_character(text) is None for text in valle_d_aosta)


@needs_data
@pytest.mark.real_data
def test_every_published_municipality_is_accepted_without_findings() -> None:
    with (DATA / "comuni-istat" / "istat_elenco_comuni_2024.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    towns = [row for row in rows if len(row) > 19 and row[4]]
    assert len(towns) > 7_800
    assert [row[4] for row in towns if IstatComuneCode.parse(row[4]) != Parsed(IstatComuneCode(row[4]))] == []


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("RCCMNL83S18D969H", "fiscal_code.person", "*" * 16),
        ("rcc mnl 83s18 d969", "fiscal_code.person", "*" * 15),
        ("0123271037A", "fiscal_code.length", "0123271037A"),
        ("123", "fiscal_code.length", "123"),
        ("1232710374", "fiscal_code.zeros", "1232710374"),
        ("01232710375", "fiscal_code.check", "01232710375"),
    ],
)
def test_an_organisations_fiscal_code(text: str, code: str, found: str) -> None:
    parsed = FiscalCode.parse_organisation(text)
    assert [(finding.code, finding.found) for finding in parsed.findings] == [(code, found)]
    assert "health card" not in str(parsed.findings[0].todo)


def test_an_organisations_fiscal_code_is_read() -> None:
    assert FiscalCode.parse_organisation("IT 01232710374") == Parsed(FiscalCode("01232710374"))
