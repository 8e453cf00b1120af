"""From observations to the table that the engine takes: columns, who is excluded, the digest of each column.

A column of a specification is named `CODE@PERIOD`, or `CODE` for the latest period observed in the study's areas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error, warning
from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.territory import comparable
from portici.territory import queries as territory
from portici.territory.models import Area, Indicator, Layer, Observation, ObservationStatus
from portici.territory.queries import area_ids_within

from .models import Study

if TYPE_CHECKING:
    from portici.engine.index.table import Table

#: Areas that a finding names.
MOST_NAMED = 5
#: Between an indicator's code and the period, in the name of a column.
AT = "@"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a specification: `values` holds value and status by the area's key, for the areas observed."""

    name: str
    indicator: Indicator
    period: str
    values: Mapping[int, tuple[float | None, str]]

    def value(self, area: Area) -> float | None:
        """The number to compute with. Zero has no sign: not every store keeps one."""
        found = self.values.get(area.pk, (None, ""))[0]
        return None if found is None else float(found) + 0.0

    def excludes(self, area: Area) -> bool:
        return self.values.get(area.pk, (None, ""))[1] == ObservationStatus.EXCLUDED

    def facts(self, areas: Sequence[Area]) -> dict[str, object]:
        """What the edition keeps of the column besides its values."""
        cells = {area.code: (self.value(area), self.excludes(area)) for area in areas}
        indicator = self.indicator
        return {
            "column": self.name,
            "indicator": indicator.code,
            "uid": indicator.uid,
            "name": indicator.name,
            "period": self.period,
            "unit": indicator.unit,
            "direction": indicator.direction,
            "source": indicator.source,
            "licence": indicator.licence,
            "vintage": indicator.vintage,
            "rows": sum(value is not None for value, _out in cells.values()),
            "sha256": digest_of_column(cells),
        } | ({"comparable_within": within.code} if (within := indicator.comparable_within) else {})


@dataclass(frozen=True, slots=True)
class Inputs:
    """The areas of a study and the columns read for them; `findings` are errors for columns that cannot be read."""

    areas: Sequence[Area]
    columns: Sequence[Column]
    findings: Sequence[Finding] = field(default=())

    def excluded_by(self, area: Area) -> list[str]:
        """The columns for which the source excludes the area."""
        return [column.name for column in self.columns if column.excludes(area)]


@dataclass(frozen=True, slots=True)
class Row:
    """An area's inputs as an edition keeps them; enough to make the engine's table again."""

    code: str
    name: str
    parent_code: str
    inputs: Mapping[str, float | None]
    excluded_by: Sequence[str]


def digest_of_column(cells: Mapping[str, tuple[float | None, bool]]) -> str:
    """SHA-256 of a column's canonical rows: `code,value` sorted by code, each value with all its digits.

    >>> digest_of_column({"2": (0.5, False), "1": (None, True)}) == digest_of_column({"1": (None, True), "2": (0.5, False)})
    True
    """
    lines = (f"{code},{_cell(*cells[code])}\n" for code in sorted(cells))
    return digest_of_text("".join(lines))


def _cell(value: float | None, is_excluded: bool) -> str:
    return "excluded" if is_excluded else "" if value is None else repr(value)


def areas_of(actor: Actor, study: Study) -> QuerySet[Area]:
    """The areas that a study compares, as far as the actor may see them, by code."""
    areas = territory.areas_of_layer(actor, study.layer)
    if study.within is not None:
        areas = areas.filter(pk__in=area_ids_within(study.within))
    return areas.order_by("code")


def indicators_of(actor: Actor, study: Study) -> list[Indicator]:
    """The quantities observed in the study's areas: what a specification can be made of."""
    rows = Observation.objects.filter(area_id__in=areas_of(actor, study).values("pk"))
    found = territory.indicators(actor).filter(pk__in=rows.values("indicator_id"))
    return [indicator for indicator in found if not indicator.is_category]


def periods_of(actor: Actor, study: Study, indicators: Iterable[Indicator]) -> dict[int, list[str]]:
    """The periods with a value in the study's areas by the indicator's key, the latest first. One query."""
    rows = Observation.objects.filter(
        area_id__in=areas_of(actor, study).values("pk"),
        indicator_id__in=[indicator.pk for indicator in indicators],
        status=ObservationStatus.OK,
    )
    found: dict[int, list[str]] = {}
    for key, period in rows.order_by("-period").values_list("indicator_id", "period").distinct():
        found.setdefault(key, []).append(period)
    return found


def read(actor: Actor, study: Study, names: Iterable[str]) -> Inputs:
    """The columns of these names, with the actor's eyes. Columns that are not there are told in `findings`."""
    areas = list(areas_of(actor, study))
    known = {indicator.code: indicator for indicator in indicators_of(actor, study)}
    asked = {name: name.partition(AT)[::2] for name in names}
    used = [known[code] for code, _period in asked.values() if code in known]
    periods = periods_of(actor, study, used)
    named, findings = [], []
    for name, (code, wanted) in asked.items():
        indicator = known.get(code)
        if indicator is None:
            findings.append(_no_indicator(name, code, known))
            continue
        observed = periods.get(indicator.pk, [])
        period = wanted or next(iter(observed), "")
        if period in observed:
            named.append((name, indicator, period))
        else:
            findings.append(_no_period(name, indicator, observed))
    values = _values(study, named)
    columns = [Column(name, one, period, values[one.pk, period]) for name, one, period in named]
    return Inputs(areas, columns, [*findings, *_mixed(columns), *_across(columns, areas)])


def _values(
    study: Study, named: Sequence[tuple[str, Indicator, str]]
) -> dict[tuple[int, str], dict[int, tuple[float | None, str]]]:
    """Values and statuses by indicator and period, then by area. One query."""
    found: dict[tuple[int, str], dict[int, tuple[float | None, str]]] = {
        (indicator.pk, period): {} for _name, indicator, period in named
    }
    rows = Observation.objects.filter(
        area__layer=study.layer,
        indicator_id__in={key for key, _period in found},
        period__in={period for _key, period in found},
    )
    for key, area, period, value, status in rows.values_list(
        "indicator_id", "area_id", "period", "value", "status"
    ):
        if (key, period) in found:
            found[key, period][area] = (value, status)
    return found


def rows_of(inputs: Inputs) -> list[Row]:
    """The areas' inputs as an edition keeps them."""
    return [
        Row(
            code=area.code,
            name=area.name,
            parent_code=area.parent.code if area.parent is not None else "",
            inputs={column.name: column.value(area) for column in inputs.columns},
            excluded_by=inputs.excluded_by(area),
        )
        for area in inputs.areas
    ]


def stamp(inputs: Inputs) -> str:
    """A digest of all that a run takes from the register: equal when nothing of it changed."""
    areas = [(one.pk, one.code, one.name, one.path, one.shape_digest) for one in inputs.areas]
    facts = [column.facts(inputs.areas) for column in inputs.columns]
    return digest_of_text(repr((areas, facts)))


def table_of(rows: Sequence[Row], columns: Sequence[str]) -> Table:
    """The engine's table of n areas: a missing value is not-a-number."""
    import numpy as np

    from portici.engine.index.table import Table

    def numbers(name: str) -> list[float]:
        return [float("nan") if (value := row.inputs[name]) is None else value for row in rows]

    return Table(
        keys=tuple(row.code for row in rows),
        columns={name: np.array(numbers(name), dtype=float) for name in columns},
        names=tuple(row.name for row in rows),
        parents=tuple(row.parent_code for row in rows),
        excluded=np.array([bool(row.excluded_by) for row in rows], dtype=bool),
    )


def _no_indicator(name: str, code: str, known: Iterable[str]) -> Finding:
    from portici.engine.index.flaws import nearest

    return error(
        "study.no_indicator",
        code,
        Message(
            gettext_noop("An indicator with values in the study's areas: %(names)s."),
            {"names": nearest(code, known) or "–"},
        ),
        Message(gettext_noop("Correct the code, or import the values first.")),
    ).at(name)


def _no_period(name: str, indicator: Indicator, observed: Sequence[str]) -> Finding:
    return error(
        "study.no_period",
        name.partition(AT)[2],
        Message(
            gettext_noop("A period in which %(indicator)s has values here: %(periods)s."),
            {"indicator": indicator.name, "periods": ", ".join(observed) or "–"},
        ),
        Message(gettext_noop("Choose one of these periods, or leave the indicator out.")),
    ).at(name)


def across(areas: Sequence[Area], within: Layer) -> list[str]:
    """The names of the layer's areas that the study's areas lie in, when these are several; "–" for lying in none."""
    found = comparable.containers(areas, within.pk)
    if not comparable.is_across(found):
        return []
    names = dict(Area.objects.filter(layer=within).values_list("pk", "name"))
    return sorted({names[one] if one is not None else "–" for one in found.values()})


def not_across(where: str, found: str, within: Layer, named: Sequence[str]) -> Finding:
    """An error for what is comparable only within one area of a layer, in a study whose areas lie in several."""
    accepted = Message(
        gettext_noop(
            "Areas that lie in one area of “%(layer)s”, since it is comparable only inside one; these lie in %(names)s."
        ),
        {"layer": within.name, "names": ", ".join(named[:MOST_NAMED])},
    )
    todo = Message(
        gettext_noop("Open a study of the areas within one of them, or leave out what is not comparable.")
    )
    return error("study.across", found, accepted, todo).at(where)


def _across(columns: Sequence[Column], areas: Sequence[Area]) -> list[Finding]:
    """An error for each column whose indicator is comparable only within one area, when the areas observed lie in several."""
    found = []
    for column in columns:
        within = column.indicator.comparable_within
        observed = [area for area in areas if column.value(area) is not None]
        if within is not None and (named := across(observed, within)):
            found.append(not_across(column.name, column.indicator.name, within, named))
    return found


def _mixed(columns: Sequence[Column]) -> list[Finding]:
    """A warning when the columns are of several periods."""
    periods = sorted({column.period for column in columns})
    if len(periods) < 2:
        return []
    accepted = Message(gettext_noop("Indicators of one period, where the sources allow it."))
    todo = Message(gettext_noop("Say in the study's notes why these periods stand side by side."))
    return [warning("study.periods", ", ".join(periods), accepted, todo)]
