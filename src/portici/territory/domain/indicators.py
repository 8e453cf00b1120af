"""Desks for indicators, and the ones that counts of people give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from .. import rules
from ..bulk import Intake
from ..figures import Formula
from ..models import Direction, Indicator, Method
from .compute import refresh

_PEOPLE = {
    "theme": "Popolazione",
    "source": "Conteggi della popolazione residente (fonte indicata accanto alle righe)",
    "language": "it",
}
_NEUTRAL, _WORSE = Direction.NEUTRAL.value, Direction.HIGHER_IS_WORSE.value


def _share(code: str, name: str, description: str, formula: dict[str, Any], order: int) -> dict[str, Any]:
    return {
        **_PEOPLE,
        "code": code,
        "name": name,
        "description": description,
        "unit": "%",
        "method": Method.SHARE.value,
        "formula": formula,
        "order": order,
    }


def _count(code: str, name: str, description: str, formula: dict[str, Any], order: int) -> dict[str, Any]:
    base = _share(code, name, description, formula, order)
    return {**base, "unit": "persone", "decimals": 0, "method": Method.COUNT.value}


def _change(code: str, name: str, description: str, years: int, order: int) -> dict[str, Any]:
    return {**_share(code, name, description, {"years": years}, order), "method": Method.CHANGE.value}


#: What ISTAT's demographic indicators publish, computed from counts by age.
FROM_COUNTS: tuple[dict[str, Any], ...] = (
    _count("residenti", "Residenti", "Persone residenti.", {}, 10),
    _share(
        "quota-0-17",
        "Residenti con meno di 18 anni",
        "Residenti da 0 a 17 anni ogni 100 residenti.",
        {"bands": [[0, 17]]},
        11,
    ),
    _share(
        "quota-65-oltre",
        "Residenti di 65 anni e più",
        "Residenti di 65 anni e più ogni 100 residenti.",
        {"bands": [[65, None]]},
        12,
    ),
    _share(
        "quota-80-oltre",
        "Residenti di 80 anni e più",
        "Residenti di 80 anni e più ogni 100 residenti.",
        {"bands": [[80, None]]},
        13,
    ),
    {
        **_share(
            "dipendenza-strutturale",
            "Indice di dipendenza strutturale",
            "Residenti da 0 a 14 anni e di 65 anni e più ogni 100 residenti da 15 a 64 anni.",
            {"bands": [[0, 14], [65, None]], "over": {"bands": [[15, 64]]}},
            14,
        ),
        "direction": _WORSE,
    },
    {
        **_share(
            "indice-vecchiaia",
            "Indice di vecchiaia",
            "Residenti di 65 anni e più ogni 100 residenti da 0 a 14 anni.",
            {"bands": [[65, None]], "over": {"bands": [[0, 14]]}},
            15,
        ),
        "direction": _WORSE,
    },
    _share(
        "quota-stranieri",
        "Residenti con cittadinanza straniera",
        "Residenti con cittadinanza straniera ogni 100 residenti.",
        {"citizenship": "foreign"},
        16,
    ),
    _change(
        "variazione-residenti-1",
        "Variazione dei residenti in un anno",
        "Differenza dei residenti rispetto all'anno prima, ogni 100 residenti di allora.",
        1,
        17,
    ),
    _change(
        "variazione-residenti-5",
        "Variazione dei residenti in cinque anni",
        "Differenza dei residenti rispetto a cinque anni prima, ogni 100 residenti di allora.",
        5,
        18,
    ),
)


def record_indicator(*, actor: Actor, code: str, name: str, **details: Any) -> Indicator:
    """What is measured, as a draft. `details`: description, theme, kind, is_headline, unit, decimals,
    direction, is_additive, method, formula, source, source_url, licence, vintage, order, language, is_example. Raises Refused, Invalid (the
    formula included)."""
    ensure(rules.may_write(actor))
    indicator = Indicator(code=code.strip(), name=name.strip(), **details)
    _ensure_sound(indicator, {})
    return records.add(actor=actor, record=indicator)


def amend_indicator(
    *,
    actor: Actor,
    indicator: Indicator,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Indicator:
    """Change an indicator; another formula has its figures computed anew. Raises Refused, Invalid,
    Conflict."""
    ensure(rules.may_write(actor))
    _ensure_sound(indicator, values)
    with transaction.atomic():
        records.amend(actor=actor, record=indicator, values=values, version=version, reason=reason)
        if {"method", "formula"} & set(values):
            refresh(set(indicator.observations.values_list("area_id", flat=True)))
    return indicator


def record_computed_indicators(*, actor: Actor, publish: bool = False) -> list[Indicator]:
    """The indicators of `FROM_COUNTS`, those that are not there yet; an office's own wording stays. Raises
    Refused."""
    ensure(rules.may_write(actor))
    with transaction.atomic():
        known = set(Indicator.objects.values_list("code", flat=True))
        for values in FROM_COUNTS:
            if values["code"] not in known:
                record_indicator(actor=actor, **values)
        found = list(Indicator.objects.filter(code__in=[values["code"] for values in FROM_COUNTS]))
        for indicator in found if publish else ():
            if indicator.publication == "draft":
                records.publish(actor=actor, record=indicator)
    return found


def indicators_for(columns: Mapping[str, Mapping[str, Any]], *, publish: bool) -> Intake[Indicator]:
    """An import's indicators: code -> values. The ones that are there keep the office's wording; new ones are
    collected."""
    known = set(Indicator.objects.filter(code__in=columns).values_list("code", flat=True))
    intake = Intake(Indicator, publish=publish)
    for code, values in columns.items():
        if code not in known:
            _record, findings = intake.take(None, {"code": code, **values})
            ensure_valid(findings)
    return intake


def _ensure_sound(indicator: Indicator, values: Mapping[str, Any]) -> None:
    """Raise Invalid for an indicator that, with the values, would contradict itself."""
    names = ("kind", "direction", "method", "is_additive", "formula")
    told = {name: values.get(name, getattr(indicator, name)) for name in names}
    formula = told.pop("formula")
    findings = rules.check_category(**told)
    if told["method"] != Method.PUBLISHED:
        findings += Formula.parse(told["method"], formula).findings
    ensure_valid(findings)
