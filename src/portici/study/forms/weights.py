"""Weights as people write them, and the paper on which others are tried out."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from ..weighing import Weight


class WeightInput(forms.TextInput):
    """A weight with the decimal mark of the page's language."""

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, float):
            return None if value in (None, "") else str(value)
        return repr(value).replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))


class NumberField(forms.Field):
    """A number; a comma and a point are both decimal marks, since what is typed here has no thousands."""

    widget = WeightInput
    least = -inf
    accepted = _("“%(found)s”. Write a number, like 12,5.")

    def to_python(self, value: Any) -> float | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = float(text.replace(",", ".").replace("−", "-"))
        except ValueError:
            number = float("nan")
        if not isfinite(number) or number < self.least:
            raise forms.ValidationError(self.accepted, params={"found": text})
        return number


class WeightField(NumberField):
    """A number from 0 on."""

    least = 0.0
    accepted = _("“%(found)s”. Write a number from 0 on, like 0,25.")


class WeightsForm(forms.Form):
    """The weights of the index's own parts, to be tried out."""

    def __init__(self, data: Any = None, *, weights: Sequence[Weight], **options: Any) -> None:
        super().__init__(data, **options)
        self.codes = [one.code for one in weights]
        for one in weights:
            self.fields[f"w-{one.code}"] = WeightField(label=one.label, initial=round(one.weight, 4))

    @property
    def weights(self) -> dict[str, float]:
        return {code: self.cleaned_data[f"w-{code}"] for code in self.codes}
