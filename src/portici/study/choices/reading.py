"""From a specification to the choices of the form, as far as the form has them; what it has no place for is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from portici.kernel.faults import Faulty

from .lost import Places, Unshown, alike, differences, otherwise, structures, twice
from .methods import PENALISED, meant
from .said import COMPONENTS, DIVIDED, GIVEN, Choices, IndicatorChoice, LevelChoice
from .writing import written

if TYPE_CHECKING:
    from portici.engine.index.spec import Indicator, Level, Specification


def read(text: str) -> Choices | None:
    """The choices that a specification says, when the form can show all of it."""
    found, lost = _read(text)
    return None if lost else found


def unshown(text: str) -> Sequence[Unshown]:
    """What the form cannot show of a specification, in the order of its lines; nothing of a text that is none."""
    return _read(text)[1]


def _read(text: str) -> tuple[Choices | None, Sequence[Unshown]]:
    from portici.engine.index.reading import parse_specification

    try:
        spec = parse_specification(text.encode())
    except Faulty:
        return None, ()
    choices, places = _choices(spec, tomllib.loads(text)), Places.of(text)
    told = [*structures(spec, places), *_ambiguous(choices, places)]
    try:
        told += differences(spec, parse_specification(written(choices).encode()), places)
    except Faulty:
        told = told or [otherwise(places)]
    lost = {(one.line, one.key): one for one in reversed(told)}
    return choices, sorted(lost.values(), key=lambda one: one.line)


def _ambiguous(choices: Choices, places: Places) -> Iterable[Unshown]:
    """What would share its boxes with something else: boxes go by the register's indicator, and by a domain's label."""
    labels: dict[str, str] = {}
    for one in choices.domains:
        if labels.setdefault(slugify(one.label), one.code) != one.code:
            yield alike(places, one.code, one.label)
    codes: dict[str, str] = {}
    for each in choices.indicators:
        if codes.setdefault(each.code, each.called) != each.called:
            yield twice(places, each.called, each.label or each.called)


def _choices(spec: Specification, document: Mapping[str, Any]) -> Choices:
    from portici.engine.index.spec import Level

    names = _aggregates(document)
    tops = [part for part in spec.index.parts if isinstance(part, Level)]
    within = {part.code: level for level in spec.levels() for part in level.parts}
    return Choices(
        title=spec.title,
        higher=spec.index.higher.value,
        index=_level(spec.index, names),
        domains=tuple(_level(one, names) for one in tops),
        indicators=tuple(
            _indicator(one, within[one.code] if within[one.code] in tops else None)
            for one in sorted(spec.indicators(), key=lambda one: one.line)
        ),
        source=spec.source,
        note=spec.note,
    )


def _aggregates(document: Mapping[str, Any]) -> dict[str, str]:
    """What the specification calls each level's way of putting together: two names may mean the same formula."""
    from portici.engine.index.spec import INDEX

    listed = document.get("domain", [])
    usual = document.get("defaults", {}).get("domain", {})
    levels = [usual | one for one in (listed if isinstance(listed, list) else [listed])]
    said = [(one.get("code"), one.get("aggregate")) for one in levels]
    said.append((INDEX, document["index"].get("aggregate")))
    return {code: how["method"] if isinstance(how, dict) else how for code, how in said if code and how}


def _level(level: Level, names: Mapping[str, str]) -> LevelChoice:
    from portici.engine.index.spec import INDEX

    name = names.get(level.code, "")
    is_index = level.code == INDEX
    return LevelChoice(
        label="" if is_index else level.label or level.code,
        aggregate=name if name in PENALISED else meant()["aggregate"].get(level.aggregate, "arithmetic"),
        weights=_weights(level),
        weight=level.weight,
        code="" if is_index else level.code,
        missing=meant()["level-missing"].get(level.missing, "refuse"),
        normalise=_only("normalise", level.normalise),
        comparable_within=level.comparable_within,
    )


def _weights(level: Level) -> str:
    from portici.engine.index.spec import Given, PrincipalComponents

    if isinstance(level.weights, PrincipalComponents):
        return COMPONENTS
    return DIVIDED if level.weights == Given(normalise=True) else GIVEN


def _indicator(one: Indicator, domain: Level | None) -> IndicatorChoice:
    code, _at, period = one.column.partition("@")
    code = code or one.code
    return IndicatorChoice(
        code=code,
        period=period,
        higher=one.higher.value,
        domain="" if domain is None else domain.label or domain.code,
        weight=one.weight,
        normalise=_only("normalise", one.normalise),
        missing=meant()["missing"].get(one.missing, "refuse"),
        label=one.label,
        unit=one.unit,
        source=one.source,
        heading="" if one.code == code else one.code,
        transform=_only("transform", one.transform),
        outliers=meant()["outliers"].get(one.outliers, "none"),
        comparable_within=one.comparable_within,
        lowest=one.lowest,
        highest=one.highest,
    )


def _only(field: str, methods: Sequence[Any]) -> str:
    """The form's name of the only method; “none” of no method, and of those that the form has not."""
    return meant()[field].get(methods[0], "none") if len(methods) == 1 else "none"
