"""What the office's form says of an index, and the specification in TOML that says the same.

The specification is the one truth. `read` gives the choices of one that the form can show whole, None for another: then the
expert's box is the only way. Whether it can is tried, not guessed: what is written back must mean the same.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

if TYPE_CHECKING:
    from portici.engine.index.spec import Specification

#: How the engine's table of a study is called: see `inputs.table_of`.
TABLE = 'key = "code"\nname = "name"\nparent = "parent"\nexclude = "excluded"'
#: Headings that no domain may take.
OWN = frozenset({"index", "rank", "class", "state", "code", "name", "parent", "excluded"})
#: Methods whose penalty follows from what a higher index means.
PENALISED = frozenset({"mazziotta-pareto", "adjusted-mazziotta-pareto"})
AGGREGATES = ("arithmetic", "geometric", "mazziotta-pareto", "adjusted-mazziotta-pareto")
NORMALISATIONS = ("z-score", "min-max", "ampi", "rank", "percentile", "exponential", "none")
MISSINGS = ("refuse", "leave-out", "mean", "median", "parent-mean", "regression")
GIVEN, DIVIDED, COMPONENTS = "", "divided", "principal-components"
#: Weights said beside the parts and divided by their sum, as a specification says it.
BY_THEIR_SUM = {"method": "given", "normalise": True}


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """How the parts of the index, or of a domain, are put together; `weight` is the domain's own in the index."""

    label: str = ""
    aggregate: str = "arithmetic"
    #: "" for the weights said beside the parts, or equal ones where none is said; DIVIDED for those by their sum.
    weights: str = GIVEN
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """An indicator that is used: `code` and `period` are the register's, `domain` a domain's label, "" for the index itself."""

    code: str
    period: str
    higher: str
    domain: str = ""
    weight: float | None = None
    normalise: str = "z-score"
    missing: str = "refuse"
    label: str = ""
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The whole index as the form shows it."""

    title: str
    higher: str = "worse"
    index: LevelChoice = field(default_factory=LevelChoice)
    domains: tuple[LevelChoice, ...] = ()
    indicators: tuple[IndicatorChoice, ...] = ()


def written(choices: Choices) -> str:
    """The specification in TOML.

    >>> rent = IndicatorChoice("rent", "2021", "worse", domain="Housing")
    >>> print(written(Choices("Distress", domains=(LevelChoice("Housing"),), indicators=(rent,))).splitlines()[0])
    title = "Distress"
    """
    codes = codes_of(choices)
    blocks = [
        [("title", choices.title)],
        f"[table]\n{TABLE}",
        ("[index]", [("higher", choices.higher), *_level(choices.index, choices.higher)]),
        '[rank]\nfirst = "worst"',
        *(
            (
                "[[domain]]",
                [
                    ("code", codes[one.label]),
                    ("label", one.label),
                    *_said("weight", one.weight),
                    *_level(one, choices.higher),
                ],
            )
            for one in choices.domains
        ),
        *(("[[indicator]]", list(_indicator(one, codes))) for one in choices.indicators),
    ]
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def codes_of(choices: Choices) -> dict[str, str]:
    """A code for each domain's label, unlike those of the indicators and of the other domains.

    >>> codes_of(Choices("", domains=(LevelChoice("Disagio abitativo"), LevelChoice("index"))))
    {'Disagio abitativo': 'disagio-abitativo', 'index': 'index-2'}
    """
    taken = {*OWN, *(one.code for one in choices.indicators)}
    codes: dict[str, str] = {}
    for domain in choices.domains:
        base = slugify(domain.label) or "domain"
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}-{number}"
        codes[domain.label] = code
        taken.add(code)
    return codes


def read(text: str) -> Choices | None:
    """The choices that a specification says, when the form can show all of it."""
    from portici.engine.index.reading import parse_specification
    from portici.kernel.faults import Faulty

    try:
        meant = parse_specification(text.encode())
        choices = _choices(tomllib.loads(text))
        again = parse_specification(written(choices).encode())
    except (Faulty, tomllib.TOMLDecodeError, TypeError, ValueError, KeyError, AttributeError):
        return None
    return choices if _meaning(meant) == _meaning(again) else None


def _meaning(spec: Specification) -> Specification:
    return replace(spec, digest="", file="")


def _level(level: LevelChoice, higher: str) -> Iterator[tuple[str, Any]]:
    method: Any = level.aggregate
    if method in PENALISED:
        method = {"method": method, "penalty": "added" if higher == "worse" else "subtracted"}
    yield "aggregate", method
    yield from _said("weights", BY_THEIR_SUM if level.weights == DIVIDED else level.weights)


def _indicator(one: IndicatorChoice, codes: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield "code", one.code
    yield from _said("label", one.label)
    yield from _said("unit", one.unit)
    yield from _said("source", one.source)
    yield from _said("in", codes.get(one.domain, ""))
    yield "column", f"{one.code}@{one.period}"
    yield "higher", one.higher
    yield "normalise", one.normalise
    yield "missing", one.missing
    yield from _said("weight", one.weight)


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


def _choices(document: Mapping[str, Any]) -> Choices:
    labels = {one["code"]: one["label"] for one in document.get("domain", [])}
    index = document["index"]
    return Choices(
        title=document.get("title", ""),
        higher=index["higher"],
        index=_level_choice(index),
        domains=tuple(_level_choice(one) for one in document.get("domain", [])),
        indicators=tuple(_indicator_choice(one, labels) for one in document.get("indicator", [])),
    )


def _level_choice(raw: Mapping[str, Any]) -> LevelChoice:
    how = raw.get("aggregate", "arithmetic")
    return LevelChoice(
        label=raw.get("label", ""),
        aggregate=how["method"] if isinstance(how, dict) else how,
        weights=_weights(raw.get("weights", GIVEN)),
        weight=raw.get("weight"),
    )


def _weights(said: Any) -> str:
    """The choice of the form. Raises ValueError when it has none."""
    if said == BY_THEIR_SUM:
        return DIVIDED
    if not isinstance(said, str) or said == DIVIDED:
        raise ValueError(said)
    return said


def _indicator_choice(raw: Mapping[str, Any], labels: Mapping[str, str]) -> IndicatorChoice:
    code, _at, period = raw["column"].partition("@")
    return IndicatorChoice(
        code=code,
        period=period,
        higher=raw["higher"],
        domain=labels[raw["in"]] if "in" in raw else "",
        weight=raw.get("weight"),
        normalise=raw["normalise"],
        missing=raw.get("missing", "refuse"),
        label=raw.get("label", ""),
        unit=raw.get("unit", ""),
        source=raw.get("source", ""),
    )
