"""Every parser of files that people send is given what nobody sends: it answers with findings, within time and memory, or reads on.

`PORTICI_FUZZ` is the number of inputs for each parser; docs/imports.md says how many were tried and what was found.
"""

from __future__ import annotations

import io
import json
import os
import resource
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.imports.books import book
from tests.territory.shapes import box, parts

from portici.citypack.pack import read_pack
from portici.citypack.sources import read_sources
from portici.imports.csvfile import Columns, read_rows
from portici.kernel.findings import Invalid
from portici.territory import geometry
from portici.territory.importers.features import GEOMETRY, read_features

INPUTS = int(os.environ.get("PORTICI_FUZZ", "150"))
#: Seconds of the processor for one small input, and KiB that all of them together may add.
MOST_SECONDS, MOST_MEMORY = 10, 400_000
COLUMNS = Columns({"code": ("codice",), "name": ("nome",)}, required=("code", "name"))
fuzzed = settings(
    max_examples=INPUTS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

#: A change of a good file: where, as a share of it, how many bytes are taken out, what is put in.
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [
                    b"\xff\xff\xff\xff",
                    b"\0" * 8,
                    b"-1",
                    b"99999999999",
                    b'"',
                    b"<",
                    b"]",
                    b"nan",
                    b"\x7f\xff",
                    b"A1:XFD1048576",
                ]
            ),
        ),
    ),
    max_size=6,
)


def edited(content: bytes, edits: Iterable[tuple[float, int, bytes]]) -> bytes:
    for share, out, put in edits:
        place = int(share * len(content))
        content = content[:place] + put + content[place + out :]
    return content


@contextmanager
def bounded():
    """Nothing but findings comes out, in time."""
    started = time.process_time()
    with suppress(Invalid):
        yield
    assert time.process_time() - started < MOST_SECONDS


@pytest.fixture(autouse=True)
def memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY


def consumed(path: Path, content: bytes, read: Callable[[Path], Iterable[object]]) -> None:
    path.write_bytes(content)
    with bounded():
        for _row in read(path):
            pass


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


TABLE = b'Elenco;;\ncodice;nome;note\n1;"Savena; ""Lame""";12.000,50\n2;Porto;\n'


@fuzzed
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: ("codice,nome\n" + text).encode("utf-8", "replace")),
        st.builds(edited, st.just(TABLE), EDITS),
    )
)
def test_tables_in_csv(tmp_path, content):
    consumed(tmp_path / "source.csv", content, lambda path: read_rows(path, COLUMNS, {}))


@lru_cache(maxsize=1)
def workbook() -> dict[str, bytes]:
    with zipfile.ZipFile(
        io.BytesIO(book(Dati=[["codice", "nome"], ["1", 2.5], [True, "x"]], Altro=[["a"]]))
    ) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@fuzzed
@given(st.data())
def test_workbooks(tmp_path, data):
    members = dict(workbook())
    name = data.draw(st.sampled_from(sorted(members)))
    members[name] = edited(members[name], data.draw(EDITS))
    content = zipped(members)
    if data.draw(st.booleans()):
        content = edited(content, data.draw(EDITS))
    consumed(tmp_path / "source.xlsx", content, lambda path: read_rows(path, COLUMNS, {}))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
POINTS = st.recursive(
    st.lists(st.floats(6, 19) | st.floats(), min_size=2, max_size=3),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)
SHAPES = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point", ""]), "coordinates": POINTS | JSON}
)
FEATURES = st.lists(
    st.fixed_dictionaries({"type": st.just("Feature"), "properties": JSON, "geometry": SHAPES | JSON}),
    max_size=3,
)
COLLECTION = json.dumps(
    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": {
        "type": "Polygon", "coordinates": [[[11.3, 44.4], [11.4, 44.4], [11.4, 44.5], [11.3, 44.4]]]
    }}]}
).encode()  # fmt: skip


def shapes_of(path: Path):
    for row in read_features(path, {}):
        assert all(text.encode() is not None for text in (*row.raw, *row.raw.values()))
        yield geometry.read_shape(row.raw[GEOMETRY], repair=True)


@fuzzed
@given(st.one_of(
    st.builds(edited, st.just(COLLECTION), EDITS),
    JSON.map(lambda value: json.dumps(value).encode()),
    FEATURES.map(lambda features: json.dumps({"type": "FeatureCollection", "features": features}).encode()),
))  # fmt: skip
def test_geojson(tmp_path, content):
    consumed(tmp_path / "source.geojson", content, shapes_of)


@lru_cache(maxsize=1)
def shapefile() -> dict[str, bytes]:
    rings = [box(11.3, 44.4, 0.05), box(11.31, 44.41, 0.01, turned=True)]
    made = parts([({"cod": "1", "nome": "Ù"}, rings), ({"cod": "2", "nome": "b"}, None)], crs=32632)
    return {f"aree{ending}": content for ending, content in (made | {".cpg": b"UTF-8"}).items()}


@fuzzed
@given(st.data())
def test_shapefiles(tmp_path, data):
    members = dict(shapefile())
    for name in data.draw(st.lists(st.sampled_from(sorted(members)), min_size=1, max_size=2, unique=True)):
        members[name] = edited(members[name], data.draw(EDITS))
    content = zipped(members)
    if data.draw(st.booleans()):
        content = edited(content, data.draw(EDITS))
    consumed(tmp_path / "source.zip", content, shapes_of)


LIST = b'[[file]]\npath = "a/b.csv"\nimporter = "places"\nchecked = 2026-11-22\noptions = {kind = "library"}\nsha256 = ""\n'
CITY = b"""[city]
code = "prova"
name = "Prova"
office_name = "Ufficio"
[[layer]]
code = "q"
kind = "zone"
name = "Q"
[[area]]
layer = "q"
code = "1"
name = "A"
"""
VALUES = st.recursive(
    st.sampled_from(["1", "-1", "1.5", "nan", "true", '"x"', "2026-01-01", "12:00:00", '""', "1e400"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda many: "[" + ", ".join(many) + "]")
        | inner.map(lambda one: "{a = " + one + "}")
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(
    [
        "path",
        "importer",
        "options",
        "checked",
        "sha256",
        "download",
        "code",
        "name",
        "layer",
        "source",
        '"\\u0000"',
        "a.b",
    ]
)
TABLES = st.sampled_from(
    [
        "[[file]]",
        "[city]",
        "[[city]]",
        "[[layer]]",
        "[file]",
        "[[area]]",
        "[[programme]]",
        "[[programme.axis]]",
        "[[project]]",
        "[[boh]]",
    ]
)
DOCUMENTS = st.lists(st.tuples(TABLES, st.lists(st.tuples(KEYS, VALUES), max_size=4)), max_size=4).map(
    lambda tables: "\n".join(
        f"{head}\n" + "\n".join(f"{key} = {value}" for key, value in pairs) for head, pairs in tables
    ).encode()
)


@fuzzed
@given(st.one_of(st.binary(max_size=200), DOCUMENTS, st.builds(edited, st.just(LIST), EDITS)))
def test_lists_of_sources(tmp_path, content):
    consumed(tmp_path / "sources.toml", content, read_sources)


@fuzzed
@given(
    st.one_of(st.binary(max_size=200), DOCUMENTS, st.builds(edited, st.just(CITY), EDITS)),
    st.binary(max_size=60),
)
def test_packs(tmp_path, content, table):
    (tmp_path / "places.csv").write_bytes(b"name,kind\n" + table)
    consumed(tmp_path / "city.toml", content, lambda path: read_pack(path.parent).all_items())
