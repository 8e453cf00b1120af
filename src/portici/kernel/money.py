"""Euro amounts: exact, two decimals, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Self

from .codes.parsed import Parsed, error, warning
from .findings import Finding, Message, gettext_noop
from .parsing import Ambiguous, parse_decimal

_CENT = Decimal("0.01")
_MOST = Decimal("999999999999999.99")
_EXACT = Context(prec=120, rounding=ROUND_HALF_EVEN)
_CURRENCY = re.compile(r"€|(?<![a-z])(?:eur|euro)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True, init=False)
class Money:
    """An amount in euro, rounded half-even to the cent when made; below 10**15 in absolute value.

    Floats raise TypeError; what is not finite, or too large, raises ValueError.

    >>> Money(10) + Money(Decimal("0.125"))
    Money(amount=Decimal('10.12'))
    >>> sum([Money(1), Money(2)])
    Money(amount=Decimal('3.00'))
    >>> print(Money(3) > Money(2), Money(2) * 3, Money(1) / Money(4))
    True 6.00 0.25
    """

    amount: Decimal

    def __init__(self, amount: Decimal | int = 0) -> None:
        exact = Decimal(_exact(amount))
        if not exact.is_finite():
            raise ValueError(f"{exact} is not an amount")
        if abs(exact) > _MOST:
            raise ValueError(f"{exact} is not below 10**15")
        rounded = exact.quantize(_CENT, context=_EXACT)
        object.__setattr__(self, "amount", abs(rounded) if rounded.is_zero() else rounded)

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """An amount as people write it, with or without the euro sign; no value for a mark of "no value".

        `1.234` (or `1,234`) is read as thousands, with a warning; more than two decimals are rounded, with
        a warning; parentheses make it negative. Errors: anything else, other currencies, per cents, 10**15
        or more.

        >>> [str(Money.parse(text).value) for text in ("€ 412.248,84", "412248.84", "1.864.908", "1.234")]
        ['412248.84', '412248.84', '1864908.00', '1234.00']
        """
        plain = " ".join(_CURRENCY.sub(" ", text, count=1).split())
        if plain.startswith("(") and plain.endswith(")"):
            plain = f"-{plain[1:-1].strip()}"
        read = parse_decimal(plain, ambiguous=Ambiguous.THOUSANDS)
        if read.value is None:
            return Parsed(None, (_not_an_amount(text),) if read.errors else ())
        if "%" in plain or abs(read.value) > _MOST:
            return Parsed(None, (_not_an_amount(text),))
        money = cls(read.value)
        return Parsed(money, (*read.warnings, *_rounding(text, read.value, money)))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Self:
        """The sum; zero euro when there are none.

        >>> Money.total([])
        Money(amount=Decimal('0.00'))
        """
        return cls(_EXACT.create_decimal(sum((money.amount for money in amounts), Decimal(0))))

    def __add__(self, other: Money) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(_EXACT.add(self.amount, other.amount))

    def __radd__(self, other: int) -> Self:
        """For `sum`, which begins with 0."""
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other: Money) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(_EXACT.subtract(self.amount, other.amount))

    def __mul__(self, factor: Decimal | int) -> Self:
        """Rounded to the cent. A float raises TypeError."""
        return type(self)(_EXACT.multiply(self.amount, Decimal(_exact(factor))))

    __rmul__ = __mul__

    def __truediv__(self, other: Money) -> Decimal:
        """The ratio of two amounts, to 28 digits; ZeroDivisionError when the other is zero."""
        if not isinstance(other, Money):
            return NotImplemented
        if not other:
            raise ZeroDivisionError("no ratio to zero euro")
        return Context(prec=28).divide(self.amount, other.amount)

    def __neg__(self) -> Self:
        return type(self)(-self.amount)

    def __abs__(self) -> Self:
        return type(self)(abs(self.amount))

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """Digits with a point and two decimals, for files; people get `format_it` or `format_en`."""
        return f"{self.amount:.2f}"

    def format_it(self) -> str:
        """Italian notation.

        >>> Money(Decimal("412248.84")).format_it()
        '412.248,84'
        """
        return self.format_en().translate(str.maketrans(",.", ".,"))

    def format_en(self) -> str:
        """English notation.

        >>> Money(Decimal("412248.84")).format_en()
        '412,248.84'
        """
        return f"{self.amount:,.2f}"


def _exact(number: object) -> Decimal | int:
    """The number, unless it is a float, which is not exact, or a bool, which is a slip."""
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise TypeError(f"money is made of Decimal or int, not {type(number).__name__}")
    return number


def _not_an_amount(text: str) -> Finding:
    accepted = Message(gettext_noop("An amount in euro, like 412.248,84 or 412248.84."))
    todo = Message(gettext_noop("Write the digits only, or n.d. if the amount is not known."))
    return error("money.shape", text, accepted, todo)


def _rounding(text: str, written: Decimal, money: Money) -> tuple[Finding, ...]:
    if written == money.amount:
        return ()
    accepted = Message(
        gettext_noop("Amounts have two decimals; it was rounded to %(amount)s."),
        {"amount": money.format_it()},
    )
    todo = Message(gettext_noop("Write the amount as it is paid."))
    return (warning("money.rounded", text, accepted, todo),)
