"""From what TOML gives to frozen values, by their annotations: an unknown key, a value of the wrong kind and one out of
its limits are each told with their line, and the rest is still looked at.
"""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Union, get_args, get_origin, get_type_hints

from portici.kernel.faults import Fault
from portici.kernel.findings import Finding

from . import spec, spec_flaws

Path = tuple[str | int, ...]

#: Unions of methods that a text, or a table with `method`, chooses from.
METHODS: dict[object, Mapping[str, type]] = {
    spec.Normalisation: spec.NORMALISATIONS,
    spec.Aggregation: spec.AGGREGATIONS,
    spec.Weighting: spec.WEIGHTINGS,
    spec.Missing: spec.MISSINGS,
    spec.LevelMissing: spec.LEVEL_MISSINGS,
    spec.Outliers: spec.OUTLIERS,
    spec.Transform: spec.TRANSFORMS,
    spec.Classes: spec.CLASSES,
}
#: The least and the most of a number, both within, and whether the least itself is out.
LIMITS: dict[tuple[type, str], tuple[float, float, bool]] = {
    (spec.ZScore, "sd"): (0, math.inf, True),
    (spec.NormalScores, "sd"): (0, math.inf, True),
    (spec.Exponential, "constant"): (0, math.inf, True),
    (spec.Ratio, "to"): (0, math.inf, True),
    (spec.Ratio, "scale"): (0, math.inf, True),
    (spec.Present, "share"): (0, 1, True),
    (spec.ByPercentiles, "low"): (0, 100, False),
    (spec.ByPercentiles, "high"): (0, 100, False),
    (spec.ByQuartiles, "factor"): (0, math.inf, True),
    (spec.BySkewness, "skew"): (0, math.inf, False),
    (spec.BySkewness, "kurtosis"): (0, math.inf, False),
    (spec.BySkewness, "most"): (1, math.inf, False),
    (spec.Rounded, "decimals"): (0, 15, False),
    (spec.Groups, "count"): (2, 1000, False),
    (spec.Quantiles, "count"): (2, 1000, False),
    (spec.Raised, "exponent"): (0, 100, True),
    (spec.RankRule, "decimals"): (0, 15, False),
    (spec.Indicator, "weight"): (0, math.inf, False),
    (spec.Level, "weight"): (0, math.inf, False),
}


class Unfit(Exception):
    """A value that was told and has no place in what is being made."""


@dataclass(slots=True)
class Shaper:
    """Makes values of one file, and keeps what is wrong with it."""

    file: str
    lines: Mapping[Path, int]
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the nearest thing around the path that stands on one.

        >>> Shaper("a.toml", {("index",): 3}).line(("index", "weights", "normalise"))
        3
        """
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def tell(self, path: Path, finding: Finding, name: str = "") -> None:
        self.faults.append(Fault(self.file, self.line(path), finding.at(name or dotted(path))))

    def made(self, cls: type, raw: object, path: Path, **known: object) -> Any:
        """An instance of the frozen class from a table; `known` holds fields that the caller made. None when it cannot be."""
        if not isinstance(raw, dict):
            self.tell(path, spec_flaws.not_a_table(raw))
            return None
        hints = _hints(cls)
        asked = [one for one in fields(cls) if one.name not in known and one.name != "line"]
        values = dict(known)
        whole = True
        for name in raw.keys() - {one.name for one in asked}:
            self.tell((*path, name), spec_flaws.unknown_key(name, [one.name for one in asked]))
        for one in asked:
            if one.name in raw:
                try:
                    values[one.name] = self.value(hints[one.name], raw[one.name], (*path, one.name))
                    self._limit(cls, one.name, values[one.name], (*path, one.name))
                except Unfit:
                    whole = False
            elif one.default is MISSING:
                self.tell(path, spec_flaws.absent(one.name), dotted((*path, one.name)))
                whole = False
        if not whole:
            return None
        self._order(values, path)
        return cls(**values)

    def value(self, hint: Any, raw: object, path: Path) -> Any:
        """The value as its annotation wants it. Raises Unfit after telling."""
        if hint == spec.Filter | None:
            return self.filter(raw, path)
        if hint in METHODS:
            return self._method(METHODS[hint], raw, path)
        if get_origin(hint) is tuple:
            one = get_args(hint)[0]
            every = raw if isinstance(raw, list) else [raw]
            return tuple(self.value(one, item, path) for item in every)
        choices = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
        for choice in choices:
            if (found := _plain(choice, raw)) is not None:
                return found
        self.tell(path, spec_flaws.wrong_kind(raw, choices))
        raise Unfit

    def filter(self, raw: object, path: Path) -> spec.Filter:
        """`{ column = "year", equals = "2021" }`, or `differs`; one value or several. Raises Unfit after telling."""
        if not isinstance(raw, dict):
            self.tell(path, spec_flaws.not_a_table(raw))
            raise Unfit
        said = [one.value for one in spec.Operator if one.value in raw]
        if len(said) != 1:
            self.tell(path, spec_flaws.absent("equals"), dotted((*path, "equals")))
            raise Unfit
        rest = {name: value for name, value in raw.items() if name != said[0]}
        values = raw[said[0]] if isinstance(raw[said[0]], list) else [raw[said[0]]]
        texts = tuple(one if isinstance(one, str) else str(one) for one in values)
        made = self.made(spec.Filter, rest, path, values=texts, operator=spec.Operator(said[0]))
        if not isinstance(made, spec.Filter):
            raise Unfit
        return made

    def _method(self, methods: Mapping[str, type], raw: object, path: Path) -> Any:
        table = dict(raw) if isinstance(raw, dict) else {"method": raw}
        name = table.pop("method", None)
        cls = methods.get(name) if isinstance(name, str) else None
        if cls is None:
            self.tell(path, spec_flaws.no_method(name, methods))
            raise Unfit
        made = self.made(cls, table, path)
        if made is None:
            raise Unfit
        return made

    def _limit(self, cls: type, name: str, value: object, path: Path) -> None:
        least, most, open_ended = LIMITS.get((cls, name), (-math.inf, math.inf, False))
        if isinstance(value, float | int) and not (least < value or (value == least and not open_ended)):
            self.tell(path, spec_flaws.too_low(value, least, within=not open_ended))
        elif isinstance(value, float | int) and value > most:
            self.tell(path, spec_flaws.too_high(value, most))

    def _order(self, values: Mapping[str, object], path: Path) -> None:
        for below, above in (("low", "high"), ("minimum", "maximum")):
            low, high = values.get(below), values.get(above)
            if isinstance(low, float) and isinstance(high, float) and not low < high:
                self.tell(path, spec_flaws.not_in_order(below, low, above, high))
        for name in ("bounds", "scores"):
            self._ascending(name, values.get(name), path)
        bounds, scores = values.get("bounds"), values.get("scores")
        if isinstance(bounds, tuple) and not bounds:
            self.tell((*path, "bounds"), spec_flaws.absent("bounds"))
        if isinstance(bounds, tuple) and isinstance(scores, tuple) and len(scores) != len(bounds) + 1:
            self.tell((*path, "scores"), spec_flaws.no_scores(len(scores), len(bounds) + 1))

    def _ascending(self, name: str, found: object, path: Path) -> None:
        if not isinstance(found, tuple):
            return
        for below, above in pairwise(found):
            if not below < above:
                self.tell((*path, name), spec_flaws.not_ascending(below, above))


def dotted(path: Path) -> str:
    """
    >>> dotted(("domain", 0, "weight"))
    'domain[1].weight'
    """
    said = ""
    for part in path:
        said += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return said.removeprefix(".")


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _plain(kind: Any, raw: object) -> Any:
    """The text, number, truth value or choice; None when it is none of that kind."""
    if kind is float and isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw) if math.isfinite(raw) else None
    if kind in (int, bool, str):
        return raw if type(raw) is kind else None
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(raw, str):
        return next((one for one in kind if one.value == raw), None)
    return None
