"""What a specification says that the form has no place for: found by comparing it with what the form would write of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from portici.kernel.findings import Message, gettext_noop
from portici.kernel.toml_lines import key_lines

if TYPE_CHECKING:
    from portici.engine.index.spec import Part, Specification

Path = tuple[str | int, ...]

_METHOD = Message(
    gettext_noop("This method, or these options of it, have no place among those that the form offers.")
)
_COLUMNS = Message(
    gettext_noop("The form takes one indicator of the register as it is, and no ratio or sum of several.")
)
_WITHIN = Message(gettext_noop("The form has domains of the index, and no domains in a domain."))
#: Why the form has no place for a key, by the key.
WHY: Mapping[str, Message] = {
    **dict.fromkeys(
        ("normalise", "transform", "aggregate", "weights", "missing", "outliers", "over"), _METHOD
    ),
    **dict.fromkeys(("column", "numerator", "denominator"), _COLUMNS),
    "in": _WITHIN,
    "factor": Message(gettext_noop("The form multiplies nothing: methods that ask for shares are said in the text.")),
    "published": Message(gettext_noop("The form makes domains of indicators, and reads none as a column of its own.")),
    "higher": Message(gettext_noop("In the form the index's direction holds for its domains too.")),
    "complement": Message(gettext_noop("The form does not say what a part that is turned round is subtracted from.")),
    "rank": Message(gettext_noop("The form leaves ties and the decimals of ranks as they are.")),
    "table": Message(gettext_noop("The form's table is that of the register, in which no column stands for residents.")),
    "classes": Message(gettext_noop("The form makes no classes.")),
}  # fmt: skip
_OTHER = Message(gettext_noop("The form has no box for it."))


@dataclass(frozen=True, slots=True)
class Unshown:
    """A line of a specification that the form cannot show: the key, the part that it is of, why."""

    line: int
    key: str
    part: str
    why: Message


@dataclass(frozen=True, slots=True)
class Places:
    """Where each part of a specification stands in its text, and where the keys that it has by default."""

    lines: Mapping[Path, int]
    parts: Mapping[str, tuple[Path, Mapping[str, Any]]]
    usual: Mapping[str, Any]
    tables: Mapping[str, Any]

    @classmethod
    def of(cls, text: str) -> Places:
        from portici.engine.index.spec import INDEX

        document = tomllib.loads(text)
        parts: dict[str, tuple[Path, Mapping[str, Any]]] = {INDEX: (("index",), document["index"])}
        for kind in ("domain", "indicator"):
            listed = document.get(kind, [])
            if isinstance(listed, dict):
                parts[listed["code"]] = ((kind,), listed)
                continue
            parts |= {one["code"]: ((kind, place), one) for place, one in enumerate(listed)}
        return cls(key_lines(text), parts, document.get("defaults", {}), document)

    def line(self, code: str, key: str = "") -> int:
        """The line of a part's key: its own, that of the default that it takes, or that of the part."""
        if code not in self.parts:
            return self._nearest((code, key))
        path, said = self.parts[code]
        kind = str(path[0])
        if key and key not in said and key in self.usual.get(kind, {}):
            return self._nearest(("defaults", kind, key))
        return self._nearest((*path, key))

    def _nearest(self, path: Path) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def differences(spec: Specification, again: Specification, places: Places) -> Iterator[Unshown]:
    """What the form's own text of a specification says otherwise, or not at all."""
    for name in ("table", "rank", "classes"):
        one, other = getattr(spec, name), getattr(again, name)
        unlike = _unlike(one, other) if one and other else [""] * (one != other)
        # Of a table that is another's altogether, what it says is told, and not what it leaves unsaid.
        for key in [key for key in unlike if key in places.tables.get(name, {})] or unlike[:1]:
            yield Unshown(places.line(name, key), key or name, "", WHY[name])
    after = {part.code: part for level in again.levels() for part in (*level.parts, level)}
    for part in _parts(spec):
        if part.code in after:
            yield from _of_part(part, after[part.code], places)


def structures(spec: Specification, places: Places) -> Iterator[Unshown]:
    """Parts that stand where the form has none, or are made of what it does not read."""
    from portici.engine.index.spec import Level

    for part in _parts(spec):
        label = part.label or part.code
        below = part.parts if isinstance(part, Level) and part is not spec.index else ()
        for one in below:
            if isinstance(one, Level) or one.published:
                yield Unshown(places.line(one.code, "in"), "in", one.label or one.code, WHY["in"])
        if not isinstance(part, Level) and part.published:
            yield Unshown(places.line(part.code), "column", label, WHY["published"])
        elif not isinstance(part, Level) and not part.column:
            yield Unshown(places.line(part.code, "numerator"), "numerator", label, WHY["numerator"])


def otherwise(places: Places) -> Unshown:
    """A specification of which the form's own text would be none."""
    return Unshown(places.line("index"), "index", "", _OTHER)


def alike(places: Places, code: str, label: str) -> Unshown:
    """A domain whose label would be that of another's boxes."""
    why = Message(
        gettext_noop("Two domains are called alike, and the form tells them apart by their labels.")
    )
    return Unshown(places.line(code, "label"), "label", label, why)


def twice(places: Places, code: str, label: str) -> Unshown:
    """An indicator of which another part is made too."""
    why = Message(
        gettext_noop("The form uses an indicator of the register once, and this one stands in two parts.")
    )
    return Unshown(places.line(code, "column"), "column", label, why)


def _parts(spec: Specification) -> list[Part]:
    return [spec.index, *(part for level in spec.levels() for part in level.parts)]


def _of_part(one: Part, other: Part, places: Places) -> Iterator[Unshown]:
    label = one.label or one.code
    if type(one) is not type(other):
        return
    for key in _unlike(_plain(one), _plain(other)):
        line = places.line(one.code, key)
        yield Unshown(line, key, label, WHY.get(key, _OTHER))


def _plain(part: Part) -> Part:
    """The part without what has no meaning of its own: a scale that changes nothing, a label that is only the code."""
    from portici.engine.index.spec import Level, Unchanged

    normalise = tuple(how for how in part.normalise if how != Unchanged())
    if isinstance(part, Level):
        return replace(part, normalise=normalise, label=part.label or part.code, parts=())
    # That a column stands among the domains is told by `structures`.
    return replace(part, normalise=normalise, published=False)


def _unlike(one: Any, other: Any) -> list[str]:
    """The fields in which two values of a kind differ."""
    names = [field.name for field in fields(one) if field.compare]
    return [name for name in names if getattr(one, name) != getattr(other, name)]
