"""Fields that read what people write by the kernel's own rules, and say what is accepted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.kernel.money import Money
from portici.kernel.parsing import Ambiguous, parse_decimal


class MoneyInput(forms.TextInput):
    """An amount written as the page's language writes it."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        try:
            amount = Decimal(value)
        except (InvalidOperation, TypeError, ValueError):
            return None if value in (None, "") else str(value)
        return formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)


class MoneyField(forms.Field):
    """An amount in euro, in Italian or English notation, with or without the sign."""

    widget = MoneyInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("In euro, for example 412.248,84."))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value or None if value != 0 else Decimal(0)
        read = Money.parse(str(value))
        if read.value is None:
            if not read.findings:
                return None
            raise forms.ValidationError(
                _("“%(found)s”. Write an amount in euro, like 412.248,84 or 412248.84."),
                params={"found": value},
            )
        return read.value.amount


class NumberInput(forms.TextInput):
    """A number with the decimal sign of the page's language, and no sign for thousands, which would be read as one for decimals."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, float | int):
            return None if value in (None, "") else str(value)
        return _ungrouped(value)


def _ungrouped(value: float) -> str:
    return f"{Decimal(str(value)).normalize():f}".replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))


class NumberField(forms.FloatField):
    """A number in Italian or English notation whatever the page's language; what could be two numbers is neither."""

    widget = NumberInput

    def to_python(self, value: Any) -> float | None:  # type: ignore[override] # Django's is a field of whole numbers too
        if value in self.empty_values or isinstance(value, float | int):
            return None if value in self.empty_values else float(value)
        one, other = (parse_decimal(str(value), ambiguous=reading).value for reading in Ambiguous)
        if one is None:
            text, told = _("“%(found)s”. Write a number, like 2,5 or 2.5."), {"found": value}
        elif one != other:
            text = _("“%(found)s” could be %(one)s or %(other)s. Write %(one)s0, or %(other)s.")
            told = {"found": value, "one": _ungrouped(float(one)), "other": str(other)}
        else:
            return float(one)
        raise forms.ValidationError(text, params=told)


class GeoJsonField(forms.CharField):
    """A drawn shape, as the map writes it or as it is pasted; the desk checks it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def describe(self, value: Any) -> str:
        """How it is told when two people changed it: not by its thousand corners."""
        return _("a shape of %(number)s corners") % {"number": str(value).count("],[") + 1} if value else ""
