"""Periods and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.kernel.codes import Parsed
from portici.kernel.findings import Invalid
from portici.kernel.period import Period, parse_date, probable_year

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Period(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


@pytest.mark.parametrize(
    "written",
    [
        "01-11-2016",
        "01/11/2016",
        "1/11/2016",
        "01.11.2016",
        "2016-11-01",
        "2016/11/01",
        "20161101",
        " 01-11-2016 ",
        "2016-11-01T00:00:00",
        "2016-11-01 00:00",
        "01/11/2016 00:00:00",
        "2016-11-01T00:00:00Z",
    ],
)
def test_dates(written: str) -> None:
    assert parse_date(written) == Parsed(date(2016, 11, 1))


@pytest.mark.parametrize("written", ["", "n.d.", "-", "Non disponibile"])
def test_no_date(written: str) -> None:
    assert parse_date(written) == Parsed(None)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31-02-2020", "date.none"),
        ("01-13-2020", "date.none"),
        ("01-01-0000", "date.none"),
        ("01/11/16", "date.shape"),
        ("1 novembre 2016", "date.shape"),
        ("01-11/2016", "date.shape"),
        ("2016", "date.shape"),
        ("2016-11-01 09:30", "date.shape"),
        ("٠1-11-2016", "date.shape"),
    ],
)
def test_bad_dates(written: str, code: str) -> None:
    parsed = parse_date(written)
    assert (parsed.value, [finding.code for finding in parsed.errors]) == (None, [code])


def test_an_unlikely_year_is_a_warning_with_the_probable_one() -> None:
    parsed = parse_date("01-09-0021")
    assert parsed.value == date(21, 9, 1)
    assert [(finding.code, finding.found, finding.todo.params) for finding in parsed.warnings] == [
        ("date.year", "01-09-0021", {"year": 2021})
    ]


@pytest.mark.parametrize(
    ("year", "probable"),
    [(16, 2016), (69, 2069), (75, None), (98, 1998), (1021, 2021), (2121, 2021), (1985, None), (9999, None)],
)
def test_probable_year(year: int, probable: int | None) -> None:
    assert probable_year(year) == probable


def test_months() -> None:
    assert Period(date(2016, 11, 1), date(2021, 3, 30)).months() == 53
    assert Period(date(2016, 11, 1), date(2016, 11, 1)).months() == 1
    assert Period(date(2016, 11, 1), None).months() is None


def test_contains_both_ends() -> None:
    period = Period(date(2020, 1, 10), date(2020, 1, 20))
    days = [date(2020, 1, 9), date(2020, 1, 10), date(2020, 1, 20), date(2020, 1, 21)]
    assert [period.contains(day) for day in days] == [False, True, True, False]
    assert Period(None, None).contains(date(1, 1, 1))


def test_overlaps() -> None:
    january, february = (Period(date(2020, month, 1), date(2020, month, 28)) for month in (1, 2))
    assert not january.overlaps(february)
    assert january.overlaps(Period(date(2020, 1, 28), None))
    assert not february.overlaps(Period(None, date(2020, 1, 31)))


def test_end_before_start() -> None:
    start, end = date(2021, 1, 1), date(2020, 1, 1)
    for parsed in (Period.of(start, end), Period.parse("01-01-2021", "2020-01-01")):
        assert (parsed.value, [(f.code, f.field) for f in parsed.findings]) == (
            None,
            [("period.order", "end")],
        )
    with pytest.raises(Invalid):
        Period(start, end)


def test_findings_name_their_side_once() -> None:
    parsed = Period.parse("01-09-0021", "n.d.")
    assert parsed.value == Period(date(21, 9, 1), None)
    assert [(f.code, f.field) for f in parsed.findings] == [("date.year", "start")]
    assert [f.field for f in Period.of(date(2020, 1, 1), date(9999, 12, 31)).findings] == ["end"]
    wrong = Period.parse("ieri", "32-01-2020")
    assert (wrong.value, [(f.code, f.field) for f in wrong.findings]) == (
        None,
        [("date.shape", "start"), ("date.none", "end")],
    )


@given(DAYS)
def test_dates_round_trip_in_every_accepted_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d"):
        assert parse_date(day.strftime(form)) == Parsed(day)


@given(periods(), periods(), DAYS)
def test_overlap_is_symmetric_and_a_shared_day_means_overlap(one: Period, two: Period, day: date) -> None:
    assert one.overlaps(two) == two.overlaps(one)
    assert one.overlaps(one)
    if one.contains(day) and two.contains(day):
        assert one.overlaps(two)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    parsed = parse_date(text)
    assert parsed.ok or parsed.value is None
