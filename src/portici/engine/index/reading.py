"""From a TOML file to a `Specification`; everything wrong with it is told at once, each with its line.

Domains and indicators are two flat lists in the file, each part saying what it lies `in`: any depth, and no brackets in
brackets.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from portici.kernel.faults import Faulty
from portici.kernel.parsing import decode
from portici.kernel.toml_lines import key_lines

from . import spec_flaws, spec_rules
from .shaping import Path, Shaper, Unfit
from .spec import (
    INDEX,
    Classes,
    Higher,
    Indicator,
    Level,
    Part,
    RankRule,
    Specification,
    TableRules,
)
from .spec_rules import CLASSES, TABLE

_TABLES = ("title", "source", "note", "table", "index", "rank", "classes", "defaults", "domain", "indicator")
_AT_LINE = re.compile(r"at line (\d+)")
#: What makes a domain a published score: it is read from the table.
_READ = {"column", "numerator"}
#: What only a domain that puts parts together has.
_OF_LEVELS = ("aggregate", "weights")


def read_specification(path: File) -> Specification:
    """The specification in a file. Raises Faulty with every fault found, each with its line; OSError.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = File(folder) / "spec.toml"
    ...     _ = path.write_text("index = 3")
    ...     try:
    ...         read_specification(path)
    ...     except Faulty as error:
    ...         print(*(f"{fault.line} {fault.finding.field}" for fault in error.faults), sep=", ")
    1 table.key, 1 index
    """
    return parse_specification(path.read_bytes(), str(path))


def parse_specification(data: bytes, file: str = "") -> Specification:
    """The specification in the bytes of a TOML file. Raises Faulty.

    >>> spec = parse_specification(b'''
    ... table = { key = "code" }
    ... index = { higher = "worse" }
    ... indicator = [{ code = "rent", column = "rent", higher = "worse", normalise = "z-score" }]
    ... ''')
    >>> [part.code for part in spec.index.parts], spec.table.key
    (['rent'], ('code',))
    """
    document, lines = _document(data, file)
    reader = _Reader(Shaper(file, lines), document)
    found = reader.specification(hashlib.sha256(data).hexdigest())
    if found is not None and not reader.shaper.faults:
        for path, finding in spec_rules.flaws_of(found):
            reader.shaper.tell(reader.places.get(path[0], ()) + path[1:], finding, ".".join(path))
    if reader.shaper.faults or found is None:
        raise Faulty(reader.shaper.faults)
    return found


def _document(data: bytes, file: str) -> tuple[dict[str, Any], dict[Path, int]]:
    shaper = Shaper(file, {})
    decoded = decode(data)
    if data and not decoded.encoding.startswith("utf-8"):
        for finding in decoded.findings:
            shaper.tell((), finding)
        raise Faulty(shaper.faults)
    try:
        return tomllib.loads(decoded.text), key_lines(decoded.text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        shaper.lines = {(): int(at[1]) if at else len(decoded.text.splitlines())}
        shaper.tell((), spec_flaws.not_toml(str(error)))
        raise Faulty(shaper.faults) from error


@dataclass(slots=True)
class _Reader:
    """One document being read. `places` says where in it each part stands."""

    shaper: Shaper
    document: dict[str, Any]
    places: dict[str, Path] = field(default_factory=lambda: {TABLE: ("table",), CLASSES: ("classes",)})
    inside: dict[str, list[tuple[str, dict[str, Any], Path]]] = field(default_factory=dict)

    def specification(self, digest: str) -> Specification | None:
        for name in self.document.keys() - set(_TABLES):
            self.shaper.tell((name,), spec_flaws.unknown_key(name, _TABLES))
        texts = {name: self._text(name) for name in ("title", "source", "note")}
        table = self._table()
        rank = self.shaper.made(RankRule, self.document.get("rank", {}), ("rank",))
        classes = self._classes()
        index = self._tree()
        if table is None or rank is None or index is None:
            return None
        return Specification(table, index, rank, classes, **texts, file=self.shaper.file, digest=digest)

    def _classes(self) -> Classes | None:
        if "classes" not in self.document:
            return None
        with suppress(Unfit):
            made: Classes = self.shaper.value(Classes, self.document["classes"], ("classes",))
            return made
        return None

    def _text(self, name: str) -> str:
        found = self.document.get(name, "")
        if not isinstance(found, str):
            self.shaper.tell((name,), spec_flaws.wrong_kind(found, [str]))
            return ""
        return found

    def _table(self) -> TableRules | None:
        raw = self.document.get("table", {})
        if not isinstance(raw, dict):
            self.shaper.tell(("table",), spec_flaws.not_a_table(raw))
            return None
        rest = {name: value for name, value in raw.items() if name != "filter"}
        found = raw.get("filter", [])
        filters = []
        for place, one in enumerate(found if isinstance(found, list) else [found]):
            with suppress(Unfit):
                filters.append(self.shaper.filter(one, ("table", "filter", place)))
        line = self.shaper.line(("table",))
        made = self.shaper.made(TableRules, rest, ("table",), filters=tuple(filters), line=line)
        return made if isinstance(made, TableRules) else None

    def _tree(self) -> Level | None:
        self._sort_in()
        raw = self.document.get("index", {})
        if not isinstance(raw, dict):
            self.shaper.tell(("index",), spec_flaws.not_a_table(raw))
            return None
        self.places[INDEX] = ("index",)
        made = self._level(INDEX, raw, ("index",), None)
        self._unreached()
        return made

    def _sort_in(self) -> None:
        """Every domain and indicator under the code of what it lies in."""
        for kind in ("domain", "indicator"):
            raw = self.document.get(kind, [])
            for place, one in enumerate(raw if isinstance(raw, list) else [raw]):
                path: Path = (kind, place) if isinstance(raw, list) else (kind,)
                if not isinstance(one, dict):
                    self.shaper.tell(path, spec_flaws.not_a_table(one))
                    continue
                merged = {**self._defaults(kind, one), **one}
                within = merged.pop("in", INDEX)
                code = merged.get("code")
                if isinstance(code, str) and code in self.places:
                    self.shaper.tell((*path, "code"), spec_flaws.doubled(code))
                if isinstance(code, str):
                    self.places[code] = path
                self.inside.setdefault(str(within), []).append((kind, merged, path))

    def _defaults(self, kind: str, part: Mapping[str, Any]) -> dict[str, Any]:
        every = self.document.get("defaults", {})
        raw = every.get(kind, {}) if isinstance(every, dict) else None
        if not isinstance(raw, dict):
            self.shaper.tell(("defaults", kind), spec_flaws.not_a_table(raw))
            return {}
        # A domain that is given as a column has nothing to put together.
        own = kind == "domain" and _READ & part.keys()
        return {name: value for name, value in raw.items() if not (own and name in _OF_LEVELS)}

    def _parts(self, code: str, higher: Higher) -> Iterator[Part | None]:
        for kind, raw, path in self.inside.pop(code, []):
            if kind == "indicator" or _READ & raw.keys():
                yield self._indicator(raw, path, published=kind == "domain")
            else:
                rest = {"higher": higher.value, **raw}
                own = str(raw.get("code", ""))
                yield self._level(own, rest, path, higher)

    def _indicator(self, raw: dict[str, Any], path: Path, *, published: bool) -> Indicator | None:
        if not published and raw.get("normalise", []) == []:
            self.shaper.tell((*path, "normalise"), spec_flaws.no_scale())
        if raw.keys() & {"column", "numerator", "denominator"} not in (
            {"column"},
            {"numerator"},
            {"numerator", "denominator"},
        ):
            self.shaper.tell((*path, "column"), spec_flaws.no_column())
        made = self.shaper.made(Indicator, raw, path, published=published, line=self.shaper.line(path))
        return made if isinstance(made, Indicator) else None

    def _level(self, code: str, raw: dict[str, Any], path: Path, above: Higher | None) -> Level | None:
        higher = next((one for one in Higher if one.value == raw.get("higher")), above or Higher.WORSE)
        parts = list(self._parts(code, higher))
        weighed = any(part is not None and part.weight is not None for part in parts)
        if not parts:
            self.shaper.tell(path, spec_flaws.no_parts(code))
        raw = {"weights": "given" if weighed else "equal", **raw}
        known: dict[str, object] = {"parts": tuple(filter(None, parts)), "line": self.shaper.line(path)}
        if above is None:
            known |= {"code": INDEX, "weight": None, "complement": 0.0}
        made = self.shaper.made(Level, raw, path, **known)
        return made if isinstance(made, Level) else None

    def _unreached(self) -> None:
        """Parts that lie in nothing that leads up to the index."""
        levels = [INDEX, *(code for code, path in self.places.items() if path[:1] == ("domain",))]
        above = {str(raw.get("code")): within for within, parts in self.inside.items() for _, raw, _ in parts}
        for within, parts in self.inside.items():
            for _kind, _raw, path in parts:
                if within not in levels:
                    self.shaper.tell((*path, "in"), spec_flaws.no_level(within, levels))
                elif _goes_round(within, above):
                    self.shaper.tell((*path, "in"), spec_flaws.circle([within]))


def _goes_round(code: str, above: Mapping[str, str]) -> bool:
    """Whether the way up from a domain comes back to where it was."""
    seen: set[str] = set()
    while code in above and code not in seen:
        seen.add(code)
        code = above[code]
    return code in seen
