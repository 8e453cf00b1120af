"""What differs between the figures of two editions."""

from __future__ import annotations

from portici.study.comparing import InputChange, changed_inputs
from portici.study.models import Edition


def edition(*taken: tuple[str, str, str]) -> Edition:
    """An edition of these indicators, periods and digests."""
    return Edition(
        inputs=[
            {"indicator": code, "name": code, "period": period, "sha256": digest}
            for code, period, digest in taken
        ]
    )


def changes(before: Edition, after: Edition) -> list[tuple[str, str, str, InputChange]]:
    return [(one.name, one.before, one.after, one.change) for one in changed_inputs(before, after)]


def test_an_indicator_taken_at_another_period_has_changed() -> None:
    assert changes(edition(("rent", "2021", "a")), edition(("rent", "2023", "b"))) == [
        ("rent", "2021", "2023", InputChange.CHANGED)
    ]


def test_of_one_taken_at_two_periods_each_is_compared_with_its_own() -> None:
    before = edition(("rent", "2011", "a"), ("rent", "2021", "b"))
    after = edition(("rent", "2011", "c"), ("rent", "2021", "b"))
    assert changes(before, after) == [("rent", "2011", "2011", InputChange.CHANGED)]
    assert changes(before, edition(("rent", "2021", "b"))) == [("rent", "2011", "", InputChange.REMOVED)]
