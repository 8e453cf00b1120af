"""Published tables of indicators: which columns name the area and the period, and what each column of values
measures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from portici.kernel.text import fold

from ..models import Direction, LayoutKind, Measurement
from .layouts import specs_of

_WORSE, _BETTER, _NEUTRAL = (
    Direction.HIGHER_IS_WORSE.value,
    Direction.HIGHER_IS_BETTER.value,
    Direction.NEUTRAL.value,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of values. With `over` the value is the column divided by that one, times `scale`."""

    header: str
    code: str
    name: str
    unit: str = "%"
    direction: str = _NEUTRAL
    decimals: int = 1
    theme: str = ""
    description: str = ""
    over: str = ""
    scale: int = 1
    #: Given also for the areas that the source excludes from its index.
    for_all: bool = False
    #: A count: the values of areas may be added up.
    additive: bool = False
    kind: str = Measurement.QUANTITY.value
    #: Told before the others.
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A published table, one row an area. `period` is for tables that do not say it."""

    code: str
    layer: str
    measures: tuple[Measure, ...]
    area_code: str = ""
    area_name: str = ""
    period_column: str = ""
    period: str = ""
    excluded_column: str = ""
    #: The table is of all Italy: only the rows of the provinces that the layer has are read.
    by_province: bool = False
    source: str = ""
    source_url: str = ""
    licence: str = ""

    def fits(self, headers: Collection[str]) -> bool:
        folded = {fold(header) for header in headers}
        columns = (self.area_code, self.area_name, self.period_column, self.excluded_column)
        wanted = [*columns, *(measure.header for measure in self.measures)]
        return all(fold(header) in folded for header in wanted if header)

    def indicator_values(self, measure: Measure) -> dict[str, Any]:
        """What a new indicator is recorded with."""
        return {
            "name": measure.name,
            "description": measure.description,
            "theme": measure.theme,
            "unit": measure.unit,
            "decimals": measure.decimals,
            "direction": measure.direction,
            "is_additive": measure.additive,
            "kind": measure.kind,
            "is_headline": measure.headline,
            "source": self.source,
            "source_url": self.source_url,
            "licence": self.licence,
            "vintage": self.period,
            "order": 20,
        }


_TAXPAYERS = "Numero contribuenti"

INCOMES_OF_COMUNI = Profile(
    code="redditi-mef",
    layer="comuni",
    area_code="Codice Istat Comune",
    area_name="Denominazione Comune",
    period_column="Anno di imposta",
    by_province=True,
    source="Ministero dell'economia e delle finanze, dichiarazioni dei redditi",
    source_url="https://www1.finanze.gov.it/finanze/analisi_stat/public/",
    licence="CC BY 3.0 IT",
    measures=(
        Measure(
            "Reddito imponibile - Ammontare in euro",
            "reddito-imponibile-medio",
            "Reddito imponibile medio",
            "€",
            _BETTER,
            0,
            "Economia",
            "Ammontare del reddito imponibile diviso per la sua frequenza.",
            over="Reddito imponibile - Frequenza",
        ),
        Measure(
            _TAXPAYERS,
            "contribuenti-comune",
            "Contribuenti",
            "persone",
            decimals=0,
            theme="Economia",
            additive=True,
        ),
        Measure(
            "Reddito complessivo da 0 a 10000 euro - Frequenza",
            "contribuenti-sotto-10mila",
            "Contribuenti fino a 10 mila euro",
            direction=_WORSE,
            theme="Economia",
            description="Contribuenti con reddito complessivo da 0 a 10.000 euro ogni 100 contribuenti.",
            over=_TAXPAYERS,
            scale=100,
        ),
    ),
)

PROFILES: tuple[Profile, ...] = (INCOMES_OF_COMUNI,)


def recognised(headers: Collection[str]) -> Profile | None:
    """The profile that the headers are of; the city's own, which its pack tells, come before the national."""
    told = (profile_of(spec) for spec in specs_of(LayoutKind.INDICATORS))
    return next((profile for profile in (*told, *PROFILES) if profile.fits(headers)), None)


def profile_of(spec: Mapping[str, Any]) -> Profile:
    """The profile that a layout of the city pack says."""
    measures = tuple(Measure(**measure) for measure in spec["measures"])
    return Profile(**{**spec, "measures": measures})
