"""Project codes: one code, many spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.kernel.codes import Parsed, ProjectCode

CODES = st.builds(
    ProjectCode,
    city=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2),
    numbers=st.lists(st.integers(0, 99), min_size=3, max_size=4).map(tuple),
    letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    sub=st.none() | st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("BO3.3.1.b", "BO3.3.1.b"),
        ("BO3.3.1b", "BO3.3.1.b"),
        ("BO.3.3.1b", "BO3.3.1.b"),
        ("bo3.3.1.B", "BO3.3.1.b"),
        (" BO 3.3.1 b ", "BO3.3.1.b"),
        ("BO-3.3.1-b.", "BO3.3.1.b"),
        ("BO3.3.1c.9", "BO3.3.1.c.9"),
        ("BO3.3.1.c9", "BO3.3.1.c.9"),
        ("BO7.1.1D", "BO7.1.1.d"),
        ("BO1.1.2.2.A", "BO1.1.2.2.a"),
        ("BO8.1.1.1.a", "BO8.1.1.1.a"),
        ("BO.1.1.1a", "BO1.1.1.a"),
        ("BO3.3.1P", "BO3.3.1.p"),
    ],
)
def test_spellings_seen_in_documents(written: str, canonical: str) -> None:
    parsed = ProjectCode.parse(written)
    assert (str(parsed.value), parsed.findings) == (canonical, ())


@pytest.mark.parametrize("written", ["BO3.1.1°", "BO3.1.1º", "BO3.1.1ª", "BO.3.1.1.°"])
def test_an_ordinal_sign_is_the_letter_a_with_a_warning(written: str) -> None:
    parsed = ProjectCode.parse(written)
    assert parsed.value == ProjectCode("BO", (3, 1, 1), "a")
    assert [(finding.code, finding.accepted.params) for finding in parsed.warnings] == [
        ("project.ordinal", {"code": "BO3.1.1.a"})
    ]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "BO",
        "BO3.3.1",
        "BO3.3b",
        "B3.3.1b",
        "BOL3.3.1b",
        "BO3.3.1.bb",
        "BO3.3.1.1.1.b",
        "3.3.1.b",
        "ß3.3.1.b",
        "BO3.3.1.b.9.1",
        "BO3.3.1.è",
        "BO٣.3.1.b",
        "F39G16000350007",
        "BO3,3,1,b",
    ],
)
def test_anything_else_is_an_error(written: str) -> None:
    parsed = ProjectCode.parse(written)
    assert (parsed.value, parsed.ok, [finding.code for finding in parsed.findings]) == (
        None,
        False,
        ["project.shape"],
    )
    assert parsed.findings[0].found == written


def test_parts() -> None:
    code = ProjectCode.parse("BO3.3.1c.9").require()
    assert (code.city, code.numbers, code.axis, code.action, code.letter, code.sub) == (
        "BO",
        (3, 3, 1),
        "3",
        "3.3.1",
        "c",
        9,
    )
    assert code.parent == ProjectCode("BO", (3, 3, 1), "c")
    assert code.parent.parent is None


@given(CODES)
def test_the_one_spelling_round_trips(code: ProjectCode) -> None:
    assert ProjectCode.parse(str(code)) == Parsed(code)


@given(
    CODES, st.sampled_from(["", ".", " ", "-"]), st.sampled_from(["", ".", " "]), st.booleans(), st.booleans()
)
def test_variants_are_equal(code: ProjectCode, after: str, before: str, loud: bool, quiet: bool) -> None:
    sub = "" if code.sub is None else f".{code.sub}"
    letter = code.letter.upper() if loud else code.letter
    city = code.city.lower() if quiet else code.city
    assert ProjectCode.parse(f"{city}{after}{code.action}{before}{letter}{sub}") == Parsed(code)


@given(st.text(max_size=20))
def test_any_text_round_trips_or_is_an_error(text: str) -> None:
    parsed = ProjectCode.parse(text)
    assert (parsed.value is None) == (not parsed.ok)
    if parsed.value is not None:
        assert ProjectCode.parse(str(parsed.value)) == Parsed(parsed.value)
