"""GeoJSON files read feature by feature: the text is in memory, the objects of one feature at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from portici.imports.importer import PART, Row
from portici.imports.textfile import cut_short, open_text
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, gettext_noop

from .shapefiles import read_shapefile

#: Where a feature's geometry is kept beside its properties.
GEOMETRY = "geometry"
#: How much of a text that cannot be read is shown.
_SHOWN = 60
_BLANK = re.compile(r"\s*")
_MARKS = re.compile(r"[\x00-\x1f\x7f]+")
_decoder = json.JSONDecoder()


def plain(text: str) -> str:
    """A text of a file without marks that no name has (line breaks, NUL, escapes), outer blanks taken off."""
    return " ".join(_MARKS.sub(" ", text).split())


def is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def holds_features(path: Path) -> bool:
    """Whether the file is GeoJSON, or an archive with a shapefile."""
    return is_archive(path) or path.suffix.lower() in {".geojson", ".json"}


def read_features(path: Path, options: Mapping[str, str]) -> Iterator[Row]:
    """The features: properties as text, `geometry` as GeoJSON text; `line` is the feature's number, from 1.

    Raises Invalid: not GeoJSON, cut short, no features, a reference system other than WGS84; and what `read_shapefile` raises.
    """
    if is_archive(path):
        for number, (properties, geometry) in enumerate(read_shapefile(path, options.get(PART.name, "")), 1):
            yield Row(number, _raw({"properties": properties, "geometry": geometry}, number))
        return
    with open_text(path) as stream:
        text = stream.read()
    number = 0
    for number, feature in enumerate(_features(text), 1):
        yield Row(number, _raw(feature, number))
    if not number:
        raise Invalid([_not_collection("")])


def _features(text: str) -> Iterator[Any]:
    """The members of the collection's `features`; the rest of its members is read and checked."""
    position = _expect(text, 0, "{")
    found = False
    while text[position : position + 1] != "}":
        key, position = _value(text, position)
        position = _expect(text, position, ":")
        if key == "features" and text[position : position + 1] == "[":
            found = True
            position = yield from _members(text, _skip(text, position + 1))
        else:
            value, position = _value(text, position)
            _check_member(key, value)
        position = _separator(text, position, "}")
    if not found:
        raise Invalid([_not_collection(text[:80])])


def _members(text: str, position: int) -> Generator[Any, None, int]:
    while text[position : position + 1] != "]":
        value, position = _value(text, position)
        yield value
        position = _separator(text, position, "]")
    return _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _value(text: str, position: int) -> tuple[Any, int]:
    try:
        value, position = _decoder.raw_decode(text, position)
    except (ValueError, RecursionError) as problem:
        raise Invalid([_broken(text, position)]) from problem
    return value, _skip(text, position)


def _expect(text: str, position: int, mark: str) -> int:
    position = _skip(text, position)
    if text[position : position + 1] != mark:
        raise Invalid([_broken(text, position)])
    return _skip(text, position + 1)


def _separator(text: str, position: int, end: str) -> int:
    position = _skip(text, position)
    return position if text[position : position + 1] == end else _expect(text, position, ",")


def _check_member(key: Any, value: Any) -> None:
    """A collection in WGS84: the only system that GeoJSON has, though older files name others."""
    if key == "type" and value != "FeatureCollection":
        raise Invalid([_not_collection(str(value))])
    if key == "crs":
        name = _system(value)
        if name and not re.search(r"CRS84|4326", name):
            accepted = Message(gettext_noop("Degrees in WGS84 (EPSG:4326, CRS84)."))
            todo = Message(gettext_noop("Convert the file to EPSG:4326 first."))
            raise Invalid([error("geometry.projected", name, accepted, todo)])


def _system(value: Any) -> str:
    """The name of a reference system, however the file spells it; "" for none."""
    said = value.get("properties") if isinstance(value, Mapping) else value
    said = said.get("name") if isinstance(said, Mapping) else said
    return "" if said is None else str(said)


def _raw(feature: Any, number: int) -> dict[str, str]:
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties") or {}, Mapping):
        raise Invalid([_not_collection(f"{number}: {str(feature)[:60]}")])
    raw = {_text(str(name)): _text(value) for name, value in (feature.get("properties") or {}).items()}
    raw[GEOMETRY] = json.dumps(feature.get("geometry"))
    return raw


def _text(value: Any) -> str:
    """A property as text: numbers in full, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Half a character, which JSON can spell and no store keeps.
    return text.encode("utf-8", "replace").decode()


def without_geometry(row: Row) -> Row:
    """The row as it is kept beside a finding: the shape would fill the list of faults."""
    return Row(row.line, {name: text for name, text in row.raw.items() if name != GEOMETRY}, row.findings)


def _broken(text: str, position: int) -> Finding:
    whole = text.rstrip()
    if position and (position >= len(whole) or not whole.endswith("}")):
        return cut_short(whole[-_SHOWN:])
    return _not_collection(text[position : position + _SHOWN])


def _not_collection(found: str) -> Finding:
    accepted = Message(gettext_noop("A GeoJSON FeatureCollection with at least one feature."))
    todo = Message(gettext_noop("Export the layer again as GeoJSON, EPSG:4326."))
    return error("file.geojson", found, accepted, todo)
