"""What a statistician looks at before believing an edition, over the areas that a visitor sees.

Worked out over those areas alone, so that nothing here tells of one that is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portici.fronts.standing import PartColumn
from portici.fronts.templatetags.portici import number
from portici.kernel.findings import Finding, Invalid
from portici.study import inputs, queries, results, trying
from portici.study.models import AreaResult, Edition
from portici.study.results import kept_inputs

from .keeping import kept

if TYPE_CHECKING:
    from portici.engine.index.checks import Agreement
    from portici.engine.index.result import Result


@dataclass(frozen=True, slots=True)
class Tie:
    """A part of a level: how it goes with the level's score."""

    label: str
    correlation: str


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """A level's parts: Cronbach's alpha and the correlation of each with the score."""

    label: str
    alpha: str
    ties: Sequence[Tie]


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that is not as the source gives it: filled in, or brought nearer."""

    area: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Checked:
    levels: Sequence[LevelCheck]
    findings: Sequence[tuple[str, Finding]]
    filled: Sequence[Changed]
    winsorised: Sequence[Changed]


def checked(edition: Edition, rows: Sequence[AreaResult], parts: Iterable[PartColumn]) -> Checked | None:
    """The checks, worked out once of the same rows; None where the areas that are open are too few to be compared."""
    labels = {"index": _("the index")} | {part.code: part.label for part in parts}
    return kept("checks", facts_of(edition, rows, labels), lambda: _worked_out(edition, rows, labels))


def facts_of(edition: Edition, rows: Sequence[AreaResult], labels: Mapping[str, str]) -> dict[str, object]:
    """All that the checks are made of."""
    return {
        "specification": edition.specification,
        "inputs": results.inputs_text(kept_inputs(rows), queries.columns_of(edition)),
        "labels": labels,
        "language": get_language(),
    }


def _worked_out(edition: Edition, rows: Sequence[AreaResult], labels: Mapping[str, str]) -> Checked | None:
    from portici.engine.index.checks import examine

    spec, read = trying.parse(edition.specification), kept_inputs(rows)
    try:
        result = trying.work_out(spec, read)
    except Invalid:
        return None
    found = examine(result, inputs.table_of(read, queries.columns_of(edition) or list(spec.columns())))
    every = [*(fault.finding for fault in result.faults), *found.findings]
    return Checked(
        levels=[_level(one, labels) for one in found.agreements],
        findings=[(labels.get(one.field, one.field), _in_words(one, labels)) for one in every],
        filled=_filled(result, labels),
        winsorised=_winsorised(result, labels),
    )


def _in_words(found: Finding, labels: Mapping[str, str]) -> Finding:
    """The finding with the names of the parts where it has their codes."""
    params = {name: labels.get(str(one), one) for name, one in found.accepted.params.items()}
    return replace(found, accepted=replace(found.accepted, params=params))


def _level(one: Agreement, labels: Mapping[str, str]) -> LevelCheck:
    ties = [
        Tie(labels.get(code, code), _decimals(tie))
        for code, tie in zip(one.parts, one.with_level, strict=True)
    ]
    return LevelCheck(labels.get(one.level, one.level), _decimals(one.alpha), ties)


def _filled(result: Result, labels: Mapping[str, str]) -> list[Changed]:
    names = dict(zip(result.keys, result.names, strict=True))
    return [
        Changed(names[one.key], labels.get(one.code, one.code), "–", _decimals(one.value))
        for one in result.filled
        if one.value is not None
    ]


def _winsorised(result: Result, labels: Mapping[str, str]) -> list[Changed]:
    names = dict(zip(result.keys, result.names, strict=True))
    return [
        Changed(names[one.key], labels.get(one.code, one.code), _decimals(one.found), _decimals(one.value))
        for one in result.winsorised
    ]


def _decimals(value: float) -> str:
    return number(value, 2) if isfinite(value) else "–"
