"""Money: exact arithmetic, Italian and English notation, no floats."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.kernel.codes import Parsed
from portici.kernel.money import Money

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False).map(Money)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("412.248,84", "412248.84"),
        ("€ 412.248,84", "412248.84"),
        ("412.248,84 €", "412248.84"),
        ("EUR 412,248.84", "412248.84"),
        ("412248.84", "412248.84"),
        ("412248,84", "412248.84"),
        ("1.864.908", "1864908"),
        ("1 864 908,5 euro", "1864908.50"),
        ("1'864'908.50", "1864908.50"),
        ("-1.234,00", "-1234"),
        ("- € 12,00", "-12"),
        ("(1.234,00)", "-1234"),
        ("1.234,00-", "-1234"),
        ("−5", "-5"),
        ("0", "0"),
        ("0,125", "0.12"),
        (",50", "0.50"),
        ("5.", "5"),
        ("4.12E+5", "412000"),
    ],
)
def test_parse(written: str, amount: str) -> None:
    parsed = Money.parse(written)
    assert parsed.value == Money(Decimal(amount))
    assert [finding.code for finding in parsed.findings] == (["money.rounded"] if written == "0,125" else [])


@pytest.mark.parametrize(("written", "amount"), [("1.234", "1234"), ("1,234", "1234"), ("-12.500", "-12500")])
def test_ambiguous_amounts_are_thousands_with_a_warning(written: str, amount: str) -> None:
    parsed = Money.parse(written)
    assert parsed.value == Money(Decimal(amount))
    assert [finding.code for finding in parsed.warnings] == ["number.ambiguous"]


@pytest.mark.parametrize("written", ["", " ", "n.d.", "-", "Non Disponibile", "€ -"])
def test_no_value(written: str) -> None:
    assert Money.parse(written) == Parsed(None)


@pytest.mark.parametrize(
    "written",
    [
        "dodici",
        "12 €/mese",
        "$ 12",
        "12,00,00",
        "1.23.456",
        "12%",
        "--5",
        "1-2",
        "1 2",
        "1e99",
        "٣",
        "€€ 5",
        "9" * 16,
        "999999999999999,999",
        "9" * 200,
    ],
)
def test_bad_amounts(written: str) -> None:
    parsed = Money.parse(written)
    assert (parsed.value, [finding.code for finding in parsed.errors]) == (None, ["money.shape"])


def test_no_floats_anywhere() -> None:
    for wrong in (1.5, True, "1.50", None):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1) * 1.5  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1) + 1.5  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        1 + Money(1)
    with pytest.raises(TypeError):
        Money(1) < 2  # type: ignore[operator]  # noqa: B015
    with pytest.raises(TypeError):
        Money(1) / 2  # type: ignore[operator]


def test_out_of_range() -> None:
    for wrong in (Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 15, Decimal("999999999999999.999")):
        with pytest.raises(ValueError, match="is not"):
            Money(wrong)
    with pytest.raises(ZeroDivisionError):
        Money(1) / Money(0)


def test_half_even() -> None:
    written = ["0.125", "0.135", "-0.125", "0.005", "-0.001"]
    assert [str(Money(Decimal(text))) for text in written] == ["0.12", "0.14", "-0.12", "0.00", "0.00"]


def test_arithmetic() -> None:
    one, two = Money(Decimal("1.10")), Money(Decimal("2.20"))
    assert (
        one + two,
        two - one,
        -one,
        abs(-one),
        one * 3,
        3 * one,
        two / one,
        bool(one),
        bool(one - one),
    ) == (
        Money(Decimal("3.30")),
        Money(Decimal("1.10")),
        Money(Decimal("-1.10")),
        Money(Decimal("1.10")),
        Money(Decimal("3.30")),
        Money(Decimal("3.30")),
        Decimal(2),
        True,
        False,
    )
    assert Money(Decimal("0.05")) * Decimal("0.5") == Money(Decimal("0.02"))
    assert sum([one, two]) == Money.total([one, two]) == Money(Decimal("3.30"))
    assert max(one, two) is two


def test_formats() -> None:
    amount = Money(Decimal("-1412248.8"))
    assert (amount.format_it(), amount.format_en(), str(amount)) == (
        "-1.412.248,80",
        "-1,412,248.80",
        "-1412248.80",
    )


@given(AMOUNTS)
def test_formats_round_trip(amount: Money) -> None:
    for text in (amount.format_it(), amount.format_en(), str(amount), f"€ {amount.format_it()}"):
        assert Money.parse(text) == Parsed(amount)


@given(st.lists(AMOUNTS), st.randoms(use_true_random=False))
def test_totals_do_not_depend_on_order(amounts: list[Money], random: object) -> None:
    shuffled = list(amounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Money.total(shuffled) == Money.total(amounts) == sum(amounts, Money(0))


@given(AMOUNTS, AMOUNTS)
def test_difference_and_order(one: Money, two: Money) -> None:
    assert one - two + two == one
    assert (one < two) == (bool(two - one) and two - one > Money(0))


@given(st.text(max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    parsed = Money.parse(text)
    assert parsed.value is None or parsed.ok
    assert parsed.ok or parsed.value is None
