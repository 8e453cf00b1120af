"""Published tables of indicators: which columns name the area and the period, and what each column of values
measures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from portici.kernel.text import fold

from ..models import Direction

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
            "source": self.source,
            "source_url": self.source_url,
            "licence": self.licence,
            "vintage": self.period,
            "order": 20,
        }


def _index(header: str, code: str, name: str) -> Measure:
    text = "Indice composito del Comune (media dei 79 ambiti = 100 circa; più alto = più fragile)."
    return Measure(header, code, name, "indice", _WORSE, 0, "Fragilità", text)


def _normalised(header: str, code: str, name: str) -> Measure:
    return Measure(header, code, name, "0–1", _WORSE, 3, "Fragilità e clima")


_BOLOGNA = "Comune di Bologna, opendata.comune.bologna.it"
_CC_BY = "CC BY 4.0"

FRAGILITY = Profile(
    code="fragilita",
    layer="aree-statistiche",
    area_code="Cod Area Statistica",
    area_name="Area statistica",
    period_column="Anno",
    excluded_column="Flag Area Esclusa",
    source_url="https://opendata.comune.bologna.it/explore/dataset/indici-di-fragilita-dal-2021/",
    source=_BOLOGNA,
    licence=_CC_BY,
    measures=(
        _index("Indice complessivo fragilità", "fragilita-complessiva", "Indice di potenziale fragilità"),
        _index(
            "Indice potenziale fragilità demografica",
            "fragilita-demografica",
            "Potenziale fragilità demografica",
        ),
        _index("Indice potenziale fragilità sociale", "fragilita-sociale", "Potenziale fragilità sociale"),
        _index(
            "Indice potenziale fragilità economica", "fragilita-economica", "Potenziale fragilità economica"
        ),
        Measure(
            "Gruppo", "fragilita-gruppo", "Gruppo di aree simili", "gruppo", decimals=0, theme="Fragilità"
        ),
        Measure(
            "Popolazione residente",
            "popolazione-fragilita",
            "Popolazione residente (indice di fragilità)",
            "persone",
            decimals=0,
            theme="Demografia",
            for_all=True,
        ),
        Measure(
            "Variazione popolazione ultimi 5 anni",
            "variazione-popolazione",
            "Variazione della popolazione in cinque anni",
            theme="Demografia",
        ),
        Measure(
            "Tasso incremento demografico medio",
            "saldo-naturale",
            "Tasso medio di incremento demografico",
            "‰",
            _BETTER,
            theme="Demografia",
        ),
        Measure(
            "Perc residenti oltre 80 anni",
            "oltre-80",
            "Residenti oltre 80 anni",
            direction=_WORSE,
            theme="Demografia",
        ),
        Measure(
            "% residenti oltre 65 anni che vive sola",
            "anziani-soli",
            "Residenti oltre 65 anni che vivono soli",
            direction=_WORSE,
            theme="Società",
        ),
        Measure(
            "% ricambio popolaz. italiana tra 20 e 64 anni",
            "ricambio-italiani",
            "Ricambio della popolazione italiana tra 20 e 64 anni",
            theme="Società",
        ),
        Measure(
            "% ricambio popolaz. straniera tra 20 e 64 anni",
            "ricambio-stranieri",
            "Ricambio della popolazione straniera tra 20 e 64 anni",
            theme="Società",
        ),
        Measure("% stranieri 0 - 19 anni", "stranieri-0-19", "Stranieri tra 0 e 19 anni", theme="Società"),
        Measure(
            "% minori in famiglie monogenitoriali sul totale minori",
            "minori-monogenitoriali",
            "Minori in famiglie con un solo genitore",
            direction=_WORSE,
            theme="Società",
        ),
        Measure(
            "% laureati sul totale da 25-44 anni",
            "laureati",
            "Laureati tra 25 e 44 anni",
            direction=_BETTER,
            theme="Società",
        ),
        Measure(
            "% abitazioni non occupate",
            "abitazioni-vuote",
            "Abitazioni non occupate",
            direction=_WORSE,
            theme="Casa",
        ),
        Measure(
            "% anziani in alta fragilità sanitaria",
            "anziani-fragilita-sanitaria",
            "Anziani in alta fragilità sanitaria",
            direction=_WORSE,
            theme="Salute",
        ),
        Measure(
            "% abitazioni occupate in affitto",
            "abitazioni-affitto",
            "Abitazioni occupate in affitto",
            direction=_WORSE,
            theme="Casa",
        ),
        Measure(
            "Reddito pro capite mediano delle famiglie",
            "reddito-mediano",
            "Reddito pro capite mediano delle famiglie",
            "€",
            _BETTER,
            0,
            "Economia",
        ),
        Measure(
            "% famiglio con reddito <13k",
            "famiglie-sotto-13mila",
            "Famiglie con reddito sotto 13 mila euro",
            direction=_WORSE,
            theme="Economia",
        ),
        Measure("INTEGRAZIONE", "integrazione", "Integrazione territoriale", "indice", theme="Territorio"),
        Measure(
            "SPAZINSUFF",
            "spazio-insufficiente",
            "Spazio abitativo insufficiente",
            direction=_WORSE,
            theme="Casa",
        ),
        Measure(
            "BIL",
            "bassa-intensita-lavorativa",
            "Bassa intensità lavorativa",
            "indice",
            _WORSE,
            theme="Economia",
        ),
        Measure("BQE", "bassa-qualita-edilizia", "Bassa qualità edilizia", "indice", _WORSE, theme="Casa"),
    ),
)

CLIMATE = Profile(
    code="fragilita-clima",
    layer="aree-statistiche",
    area_code="cod_area",
    area_name="area_stati",
    period="2021",
    source_url="https://opendata.comune.bologna.it/",
    source=_BOLOGNA,
    licence=_CC_BY,
    measures=(
        _normalised("N_frag2", "fragilita-clima-complessiva", "Fragilità complessiva con il clima"),
        _normalised("N_f_clim", "fragilita-climatica", "Fragilità climatica"),
        _normalised("N_f_dem", "fragilita-demografica-01", "Fragilità demografica (0–1)"),
        _normalised("N_f_soc", "fragilita-sociale-01", "Fragilità sociale (0–1)"),
        _normalised("N_f_eco", "fragilita-economica-01", "Fragilità economica (0–1)"),
    ),
)

INCOMES_OF_AREAS = Profile(
    code="redditi-aree",
    layer="aree-statistiche",
    area_name="area_name",
    period="2023",
    source_url="https://opendata.comune.bologna.it/",
    source=_BOLOGNA,
    licence=_CC_BY,
    measures=(
        Measure(
            "average_income",
            "reddito-medio",
            "Reddito imponibile medio per contribuente",
            "€",
            _BETTER,
            0,
            "Economia",
        ),
        Measure("n_taxpayers", "contribuenti", "Contribuenti", "persone", decimals=0, theme="Economia"),
    ),
)

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
        Measure(_TAXPAYERS, "contribuenti-comune", "Contribuenti", "persone", decimals=0, theme="Economia"),
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

PROFILES: tuple[Profile, ...] = (FRAGILITY, CLIMATE, INCOMES_OF_AREAS, INCOMES_OF_COMUNI)


def recognised(headers: Collection[str]) -> Profile | None:
    """The profile that the headers are of."""
    return next((profile for profile in PROFILES if profile.fits(headers)), None)
