"""Fields that read what people write by the kernel's own rules, and say what is accepted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.kernel.money import Money


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


class GeoJsonField(forms.CharField):
    """A drawn shape, as the map writes it or as it is pasted; the desk checks it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def describe(self, value: Any) -> str:
        """How it is told when two people changed it: not by its thousand corners."""
        return _("a shape of %(number)s corners") % {"number": str(value).count("],[") + 1} if value else ""
