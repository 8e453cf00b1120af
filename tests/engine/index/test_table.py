"""Tables as they come: marks of order, semicolons, commas, words; each fault with its line and column."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from portici.engine.index.cells import _fast, _slow
from portici.engine.index.table import Table, parse_table
from portici.kernel.faults import Faulty
from tests.engine.index.makers import HEAD, from_csv, indicator, spec_of, told

RENT = spec_of(indicator("rent"))


def rules(said: str, *parts: str):
    return spec_of(*(parts or [indicator("rent")]), head=HEAD.replace("[index]", said + "\n[index]"))


def rents(text, spec=RENT) -> list[float]:
    return from_csv(text, spec).columns["rent"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "code,rent\nA,1.5\nB,1234.5\n",
        "\ufeffcode;rent\nA;1,5\nB;1234,5\n",
        "code\trent\r\nA\t1,5\r\nB\t1.234,5",
        'code,rent\n"A","1,5"\n"B","1.234,5"\n',
        "Rents of the areas\n\ncode;rent\nA;1,5\n\nB;1.234,5\n",
        "code; rent \nA; 1.5 \nB;1234.5\n",
    ],
)
def test_the_same_numbers(text):
    assert rents(text) == [1.5, 1234.5]


@pytest.mark.parametrize(
    "text",
    [
        'a,b\nA, "1"\nB,2\n',
        'a,b\n"A""q",1\nB,2',
        "a,b\r\nA,1\r\nB,2\r\n",
        "a,b\n#A,1\nB,\t2\n",
        "a,b\n,1\n,2\n",
        "a,b\nA,\nB,2\nC, \n",
        "a,b\nA,1 \u2028\nB,\x851\n",
    ],
)
def test_both_readers_find_the_same_cells(text):
    fast, slow = _fast(text, ",", 1, 2), _slow(text, ",", 1, 2, "t.csv")
    assert fast is not None
    assert [one.to_list() for one in fast[0]] == [one.to_list() for one in slow[0]]
    assert list(fast[1]) == list(slow[1])


@pytest.mark.parametrize(
    "text",
    [
        'a,b\nA,"1"x\n',
        'a,b\n"A\nB",1\n',
        "a,b\nA,1,\n",
        "a,b\n\nA,1\n",
        "a,b\nA\n",
        "a,b\n,\nA,1\n",
        "a,b\n \nA,1\n",
    ],
)
def test_what_the_fast_reader_may_misread_it_leaves_to_the_other(text):
    assert _fast(text, ",", 1, 2) is None


def test_lines_are_those_of_the_file():
    table = from_csv('code;rent\n"A";1\n\n"B\nb";2\nC;3\n', RENT)
    assert (table.keys, list(table.lines)) == (("A", "B\nb", "C"), [2, 4, 6])


def test_other_letters():
    text = "code;rent\nForlì;1\n"
    assert from_csv(text.encode("cp1252"), RENT).keys == ("Forlì",)
    assert from_csv(text.encode("utf-16"), RENT).keys == ("Forlì",)
    said = rules('encoding = "mac_roman"')
    assert from_csv(text.encode("mac_roman"), said).keys == ("Forlì",)
    assert [one[3] for one in told(from_csv, text, rules('encoding = "ascii"'))] == ["table.no_encoding"]
    assert [one[3] for one in told(from_csv, text, rules('encoding = "klingon"'))] == ["table.no_encoding"]


def test_marks_of_no_value():
    found = rents("code;rent\nA;Non Disponibile\nB;\nC;n.d.\nD;-\nE;2\n")
    assert [math.isnan(one) for one in found] == [True] * 4 + [False]
    assert math.isnan(rents("code;rent\nA;assente\nB;2\n", rules('null = ["Assente"]'))[0])
    assert math.isnan(rents("code;rent\nA;-9999\nB;2\n", rules('null = ["-9999"]'))[0])


def test_a_decimal_mark_that_is_said():
    assert rents("code;rent\nA;1.234\nB;20.355,5\n", rules('decimal = ","')) == [1234, 20355.5]
    assert rents('code,rent\nA,1.234\nB,"20,355.5"\n', rules('decimal = "."')) == [1.234, 20355.5]
    assert told(from_csv, "code;rent\nA;12.34\n", rules('decimal = ","')) == [
        ("table.csv", 2, "rent", "table.no_number", "12.34")
    ]


def test_a_mark_that_may_be_either():
    assert told(from_csv, "code;rent\nA;1.234\nB;20,5\n", RENT) == [
        ("table.csv", 2, "rent", "table.either", "1.234")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("code;rent\nA;1\nB;molto\n", [(3, "rent", "table.no_number", "molto")]),
        ("code;rent\nA;1\nB;inf\n", [(3, "rent", "table.endless", "inf")]),
        ("code;rent\nA;1\nB;1e999\n", [(3, "rent", "table.endless", "1e999")]),
        ("code;rent\nA;1\nB;-1e61\n", [(3, "rent", "table.endless", "-1e61")]),
        ("code;rent\nA;1\nB;2\nA;3\n", [(2, "code", "table.doubled_key", "A")]),
        ("code;rent\n;1\n", [(2, "code", "table.no_key", "")]),
        ("code;rent\nA;1;2\n", [(2, "", "table.askew", "3")]),
        ("code;rent\nA;1\nB\n", [(3, "", "table.askew", "1")]),
        ("code;rent;rent\nA;1;2\n", [(1, "rent", "table.doubled_column", "rent")]),
        ("code;rent\n", [(0, "", "table.no_rows", "")]),
        ("", [(0, "", "table.no_rows", "")]),
        ('code;rent\n"A;1\n', [(2, "", "table.no_row", "unexpected end of data")]),
        ("PK\x03\x04....", [(0, "", "file.binary", "xlsx, ods, zip")]),
        ("<!DOCTYPE html><html>", [(0, "", "file.page", "<!DOCTYPE html><html>")]),
    ],
)
def test_faults(text, expected):
    assert told(from_csv, text, RENT) == [("table.csv", *one) for one in expected]


def test_many_faults_of_a_column_are_counted():
    text = "code;rent\n" + "".join(f"A{n};parola\n" for n in range(9))
    found = told(from_csv, text, RENT)
    assert [one[1] for one in found] == [2, 3, 4, 5, 6, 7]
    assert found[-1][3:] == ("table.more", "+4")


def test_a_column_that_is_not_there_is_told_where_it_is_named_with_the_nearest():
    with pytest.raises(Faulty) as caught:
        from_csv("code;Rents;income\nA;1;2\n", RENT)
    [fault] = caught.value.faults
    assert (fault.file, fault.line, fault.finding.field) == ("spec.toml", 6, "rent.column")
    assert str(fault.finding.accepted) == "A column of the table: Rents, code, income."


def test_excluded_rows():
    spec = rules('exclude = "out"')
    table = from_csv("code;rent;out\nA;1;0\nB;;1\nC;2;sì\n", spec)
    assert table.excluded is not None
    assert table.excluded.tolist() == [False, True, True]
    assert told(from_csv, "code;rent;out\nA;1;forse\n", spec) == [
        ("table.csv", 2, "out", "table.no_flag", "forse")
    ]
    assert [one[3] for one in told(from_csv, "code;rent;out\nA;1;1\n", spec)] == ["table.all_excluded"]


def test_filters_keep_rows_by_text_or_number():
    text = "code;rent;year;kind\nA;1;2020;x\nA;2;2021;x\nB;3;2021.0;y\n"
    assert rents(text, rules('filter = { column = "year", equals = 2021 }')) == [2, 3]
    both = 'filter = [{ column = "year", equals = ["2021"] }, { column = "kind", differs = "y" }]'
    assert rents(text, rules(both)) == [2]
    nobody = rules('filter = { column = "year", equals = 1999 }')
    assert told(from_csv, text, nobody) == [("table.csv", 0, "", "table.no_rows", "year: 1999")]


def test_a_key_of_two_columns():
    spec = spec_of(indicator("rent"), head=HEAD.replace('"code"', '["code", "year"]'))
    assert from_csv("code;year;rent\nA;2020;1\nA;2021;2\n", spec).keys == ("A | 2020", "A | 2021")


def test_two_vintages():
    spec = rules('vintage = "year"')
    assert told(from_csv, "code;rent;year\nA;1;2020\nB;2;2021\n", spec) == [
        ("table.csv", 0, "year", "table.vintages", "2020, 2021")
    ]
    assert rents("code;rent;year\nA;1;2020\nB;2;2020\n", spec) == [1, 2]


def test_empty_columns_are_noted():
    assert from_csv("code;rent;x;y\nA;1;;n.d.\nB;2;;\n", RENT).empty == ("x", "y")


def geojson(*rows: object) -> bytes:
    features = [{"type": "Feature", "geometry": None, "properties": row} for row in rows]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_properties_of_a_geojson():
    data = geojson({"code": 1, "rent": 0.1}, {"code": 2, "rent": None}, {"code": 3, "rent": "1,5"})
    table = parse_table(data, RENT, "areas.geojson")
    assert table.keys == ("1", "2", "3")
    assert table.columns["rent"].tolist() == pytest.approx([0.1, math.nan, 1.5], nan_ok=True)
    bad = geojson({"code": 1, "rent": 1}, {"code": 1, "rent": [2]}, {"code": 2, "rent": True})
    assert told(parse_table, bad, RENT, "a.geojson") == [
        ("a.geojson", 1, "code", "table.doubled_key", "1"),
        ("a.geojson", 2, "rent", "table.no_number", "[2]"),
        ("a.geojson", 3, "rent", "table.no_number", "true"),
    ]


@pytest.mark.parametrize(
    "data", [b"{}", b'{"features": [1]}', b'{"features": [', b'{"features": [{"properties": 3}]}']
)
def test_no_geojson(data):
    assert [one[3] for one in told(parse_table, data, RENT)] == ["table.no_geojson"]


def test_features_without_geometry_or_with_keys_of_their_own():
    first = {
        "type": "Feature",
        "id": 7,
        "geometry": None,
        "properties": {"code": "A", "rent": 1, "more": [1]},
    }
    second = {"properties": {"rent": 2, "code": "B"}, "bbox": [0, 0, 1, 1]}
    table = parse_table(json.dumps({"features": [first, second]}).encode(), RENT)
    assert (table.keys, table.columns["rent"].tolist()) == (("A", "B"), [1.0, 2.0])
    bare = json.dumps({"features": [first, {"type": "Feature", "geometry": None}]}).encode()
    assert told(parse_table, bare, RENT, "a.geojson") == [
        ("a.geojson", 0, "", "table.no_geojson", "features[2].properties")
    ]


def test_every_digit_of_a_number_is_kept():
    numbers = np.random.default_rng(7).normal(size=200).tolist()
    text = "code;rent\n" + "".join(f"A{place};{value!r}\n" for place, value in enumerate(numbers))
    assert rents(text) == numbers
    rows = [{"code": place, "rent": value} for place, value in enumerate(numbers)]
    assert parse_table(geojson(*rows), RENT).columns["rent"].tolist() == numbers


def test_a_table_of_arrays_has_no_lines():
    assert Table(("A",), {"rent": np.ones(1)}).line(0) == 0
