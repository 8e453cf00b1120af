"""The specification in TOML that says what the form says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from .methods import (
    AGGREGATES,
    BY_THEIR_SUM,
    LEVEL_MISSINGS,
    MISSINGS,
    NORMALISATIONS,
    OUTLIERS,
    PENALISED,
    TRANSFORMS,
)
from .said import DIVIDED, Choices, IndicatorChoice, LevelChoice

#: How the engine's table of a study is called: see `inputs.table_of`.
TABLE = 'key = "code"\nname = "name"\nparent = "parent"\nexclude = "excluded"'
#: Headings that no domain may take.
OWN = frozenset({"index", "rank", "class", "state", "code", "name", "parent", "excluded"})


def written(choices: Choices) -> str:
    """The specification in TOML.

    >>> rent = IndicatorChoice("rent", "2021", "worse", domain="Housing")
    >>> print(written(Choices("Distress", domains=(LevelChoice("Housing"),), indicators=(rent,))).splitlines()[0])
    title = "Distress"
    """
    codes = codes_of(choices)
    about = [("title", choices.title), *_said("source", choices.source), *_said("note", choices.note)]
    blocks = [
        about,
        f"[table]\n{TABLE}",
        ("[index]", [("higher", choices.higher), *_level(choices.index, choices.higher)]),
        '[rank]\nfirst = "worst"',
        *(("[[domain]]", list(_domain(one, codes, choices.higher))) for one in choices.domains),
        *(("[[indicator]]", list(_indicator(one, codes))) for one in choices.indicators),
    ]
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def codes_of(choices: Choices) -> dict[str, str]:
    """A code for each domain's label, its own where it has one, unlike those of the indicators and of the other domains.

    >>> codes_of(Choices("", domains=(LevelChoice("Disagio abitativo"), LevelChoice("index"), LevelChoice("Casa", code="home"))))
    {'Disagio abitativo': 'disagio-abitativo', 'index': 'index-2', 'Casa': 'home'}
    """
    taken = {*OWN, *(one.called for one in choices.indicators)}
    codes: dict[str, str] = dict.fromkeys((one.label for one in choices.domains), "")
    # Codes that were said come first: one made after a label gives way to them.
    for domain in sorted(choices.domains, key=lambda one: not one.code):
        base = domain.code or slugify(domain.label) or "domain"
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}-{number}"
        codes[domain.label] = code
        taken.add(code)
    return codes


def _domain(one: LevelChoice, codes: Mapping[str, str], higher: str) -> Iterator[tuple[str, Any]]:
    yield "code", codes[one.label]
    yield "label", one.label
    yield from _said("weight", one.weight)
    yield from _level(one, higher)


def _level(level: LevelChoice, higher: str) -> Iterator[tuple[str, Any]]:
    method: Any = AGGREGATES[level.aggregate]
    if level.aggregate in PENALISED:
        method = {"method": method, "penalty": "added" if higher == "worse" else "subtracted"}
    yield "aggregate", method
    yield from _said("weights", BY_THEIR_SUM if level.weights == DIVIDED else level.weights)
    if level.missing != "refuse":
        yield "missing", LEVEL_MISSINGS[level.missing]
    if level.normalise != "none":
        yield "normalise", NORMALISATIONS[level.normalise]
    yield from _said("comparable_within", level.comparable_within)


def _indicator(one: IndicatorChoice, codes: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield "code", one.called
    yield from _said("label", one.label)
    yield from _said("unit", one.unit)
    yield from _said("source", one.source)
    yield from _said("in", codes.get(one.domain, ""))
    yield "column", one.column
    yield "higher", one.higher
    yield from _said("lowest", one.lowest)
    yield from _said("highest", one.highest)
    if one.transform != "none":
        yield "transform", TRANSFORMS[one.transform]
    if one.outliers != "none":
        yield "outliers", OUTLIERS[one.outliers]
    yield "normalise", NORMALISATIONS[one.normalise]
    yield "missing", MISSINGS[one.missing]
    yield from _said("weight", one.weight)
    yield from _said("comparable_within", one.comparable_within)


def _said(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if value not in (None, ""):
        yield name, value


def _block(block: Any) -> str:
    if isinstance(block, str):
        return block
    head, pairs = block if isinstance(block, tuple) else ("", block)
    return "\n".join([*([head] if head else []), *(f"{name} = {_toml(value)}" for name, value in pairs)])


def _toml(value: Any) -> str:
    """
    >>> _toml('a "b"'), _toml(0.25), _toml({"method": "x"})
    ('"a \\\\"b\\\\""', '0.25', '{ method = "x" }')
    """
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(float(value))
